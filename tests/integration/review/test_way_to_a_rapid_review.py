"""A rapid review on its way through review's own handlers: facts, states, clocks, timers."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.catalogue import entry_of
from contracts.codes import DocumentRef, Partner, Theme
from contracts.notify import NotificationWithdrawnV1
from contracts.review.agency_return import (
    Agency,
    AgencyAsked,
    AskAgencyReturnsV1,
    GiveAgencyReturnV1,
    ReturnOutcome,
)
from contracts.review.learning import (
    ActionStanding,
    FollowUpLocalActionV1,
    RecordLocalActionV1,
)
from contracts.review.rapid_review_steps import (
    ConfirmRapidReviewV1,
    RecordReviewDraftV1,
    RecordReviewMeetingV1,
    ScopeRapidReviewV1,
    SendRapidReviewDocumentV1,
    SignOffRapidReviewV1,
    StatePositionV1,
)
from contracts.review.reading import (
    AssessRapidReviewV1,
    Considered,
    Judgement,
    MarkedQuality,
    Missing,
    QualityMarker,
    ReturnRapidReviewV1,
    ThemeAnswer,
)
from contracts.tools.samples import data_of
from contracts.vocabulary import vocabulary_on
from services.review.rounds.chasing import Chasing
from tests.integration.review.conftest import SEALED, Review, positions

PDF = DocumentRef(id=uuid7(), sha256="0" * 64, media_type="application/pdf", scan_state="clean")


async def station(review: Review, incident: UUID) -> str | None:
    return (await review.state(incident))["station"]


@pytest.mark.need("B1")
async def test_every_station_of_the_partnership_is_told_and_none_is_compulsory(
    review: Review,
) -> None:
    incident = await review.case()
    assert await station(review, incident) == "open"
    ids = {"incident_id": incident}
    days = {"looks_from": date(2025, 1, 1), "looks_to": date(2026, 3, 27)}
    for command, reached in (
        (ScopeRapidReviewV1(**ids, **days), "scoping"),
        (
            RecordReviewMeetingV1(**ids, held_on=date(2026, 4, 10), attended=(Agency.POLICE,)),
            "meeting_held",
        ),
        (RecordReviewDraftV1(**ids, drafted_on=date(2026, 4, 10)), "drafted"),
        *[(SignOffRapidReviewV1(**ids, partner=one), None) for one in Partner],
    ):
        await review.done(command, incident)
        assert reached is None or await station(review, incident) == reached
    assert await station(review, incident) == "signed_off"
    signed = await review.facts("rapid-review-signed-off")
    assert [len(one["awaited"]) for one in signed] == [2, 1, 0]
    await review.done(review.submission(incident), incident)
    assert await station(review, incident) == "submitted"
    other = await review.case()
    await review.done(review.submission(other), other)
    assert await station(review, other) == "submitted"
    late = RecordReviewDraftV1(incident_id=other, drafted_on=date(2026, 4, 10))
    assert (await review.refused(late, other))["code"] == "already_sent"


@pytest.mark.need("B10")
async def test_differing_statements_stand_side_by_side_and_the_review_goes_on(
    review: Review,
) -> None:
    incident = await review.case()
    for partner, view in zip(Partner, ("no", "yes", "defer"), strict=True):
        said = {"partner": partner, "view": view, "statement": SEALED}
        await review.done(StatePositionV1(incident_id=incident, **said), incident)
    stated = await review.facts("partner-position-stated")
    assert [one["positions"][0]["view"] for one in stated] == ["no", "yes", "defer"]
    await review.done(review.submission(incident), incident)
    assert await review.is_open(incident, "state-position")


@pytest.mark.need("B3")
async def test_a_document_alone_meets_the_clock_and_its_core_is_confirmed_later(
    review: Review,
) -> None:
    incident = await review.case()
    await review.done(SendRapidReviewDocumentV1(incident_id=incident, document=PDF), incident)
    state = await review.state(incident)
    assert (state["core_unconfirmed"], state["review_version"]) == (True, 1)
    clock = await review.clock(incident, "RR1")
    assert clock
    assert clock["met_on"] == "2026-04-10"
    [sent] = await review.facts("rapid-review-submitted")
    assert (sent["core_confirmed"], sent["warnings"]) == (
        False,
        ["the structured core is not confirmed yet"],
    )
    core: dict[str, Any] = {
        "incident_id": incident,
        "version": 1,
        "confirmed_by": SEALED,
        "partnership_view": "yes",
        "positions": positions("yes", "yes", "no"),
        "rationale": SEALED,
        "themes": ["neglect"],
        "learning": [{"theme": "neglect", "text": SEALED, "owner": SEALED}],
    }
    review.on("2026-04-20")
    await review.done(ConfirmRapidReviewV1.model_validate(core), incident)
    [confirmed] = await review.facts("rapid-review-confirmed")
    assert (confirmed["confirmed_on"], confirmed["warnings"]) == ("2026-04-20", [])
    assert confirmed["vocabulary"] == "themes-1"
    assert confirmed["learning"][0]["learning_id"]
    state = await review.state(incident)
    assert (state["core_unconfirmed"], state["round"]) == (False, 1)
    again = ConfirmRapidReviewV1.model_validate(core)
    assert (await review.refused(again, incident))["code"] == "confirmed"


async def asked(review: Review, incident: UUID) -> None:
    agencies = (
        AgencyAsked(agency=Agency.POLICE, partner=Partner.POLICE),
        AgencyAsked(agency=Agency.SCHOOL, partner=Partner.AUTHORITY, name=SEALED),
    )
    await review.done(AskAgencyReturnsV1(incident_id=incident, agencies=agencies), incident)


@pytest.mark.need("B11")
async def test_returns_are_asked_chased_by_the_clock_and_given(review: Review) -> None:
    incident = await review.case()
    await asked(review, incident)
    chasing = Chasing(review.service)
    due = [one["due_on"] for one in (await review.state(incident))["awaited_returns"]]
    assert due == ["2026-04-17", "2026-04-17"]
    review.on("2026-04-17")
    assert await chasing.round() == 0
    review.on("2026-04-20")
    assert await chasing.round() == 1
    assert await chasing.round() == 0, "once a day"
    given = GiveAgencyReturnV1(
        incident_id=incident,
        partner=Partner.POLICE,
        number=1,
        outcome=ReturnOutcome.GIVEN,
        summary=SEALED,
    )
    await review.done(given, incident)
    [came] = await review.facts("agency-return-given")
    assert (came["clock"]["met_on"], came["clock"]["working_days_late"]) == ("2026-04-20", 1)
    review.on("2026-04-21")
    assert await chasing.round() == 1
    chased = await review.facts("agency-return-chased")
    assert [(one["agency"], one["chased"]) for one in chased] == [
        ("police", 1),
        ("school", 1),
        ("school", 2),
    ]
    [awaited] = (await review.state(incident))["awaited_returns"]
    assert (awaited["agency"], awaited["chased"]) == ("school", 2)
    await review.done(review.submission(incident), incident)
    review.on("2026-04-22")
    assert await chasing.round() == 0
    assert (await review.state(incident))["awaited_returns"] == []


async def test_nothing_is_chased_of_a_notification_that_was_withdrawn(review: Review) -> None:
    incident = await review.case()
    await asked(review, incident)
    sample = data_of(entry_of(NotificationWithdrawnV1))
    withdrawn = {**sample, "incident_id": str(incident)}
    await review.deliverer.give(NotificationWithdrawnV1.model_validate(withdrawn), incident)
    review.on("2026-04-20")
    assert await Chasing(review.service).round() == 0
    assert await station(review, incident) == "cancelled"


@pytest.mark.need("B5")
async def test_a_learning_point_keeps_its_record_over_versions_and_its_action_is_followed_up(
    review: Review,
) -> None:
    incident = await review.case()
    point = {"theme": "neglect", "text": SEALED, "owner": SEALED, "due_on": "2026-07-01"}
    await review.done(review.submission(incident, learning=[point]), incident)
    [first] = (await review.facts("rapid-review-submitted"))[0]["learning"]
    again = [{**point, "learning_id": first["learning_id"]}, point]
    await review.done(review.submission(incident, learning=again), incident)
    told = (await review.facts("rapid-review-resubmitted"))[0]["learning"]
    assert told[0]["learning_id"] == first["learning_id"] != told[1]["learning_id"]
    action = RecordLocalActionV1(
        incident_id=incident,
        learning_id=first["learning_id"],
        text=SEALED,
        owner=SEALED,
        due_on=date(2026, 5, 1),
    )
    await review.done(action, incident)
    [recorded] = await review.facts("local-action-recorded")
    assert recorded["theme"] == "neglect"
    review.on("2026-05-11")
    done: dict[str, Any] = {
        "incident_id": incident,
        "action_id": recorded["action_id"],
        "standing": ActionStanding.DONE,
        "on": date(2026, 5, 11),
    }
    assert (await review.refused(FollowUpLocalActionV1(**done), incident))["field"] == "evidence"
    await review.done(FollowUpLocalActionV1(**done, evidence=SEALED), incident)
    [followed] = await review.facts("local-action-followed-up")
    assert (followed["standing"], followed["days_late"]) == ("done", 10)


@pytest.mark.need("B8", "B9")
async def test_the_panel_answers_its_checklist_and_judges_quality_beside_the_days_taken(
    review: Review,
) -> None:
    incident = await review.case()
    review.on("2026-05-06")
    await review.done(review.submission(incident), incident)
    themes = tuple(
        ThemeAnswer(theme=one, answer=Considered.CONSIDERED)
        for one in vocabulary_on(date(2026, 5, 6)).checklist
    )
    marker = MarkedQuality(marker=QualityMarker.WHY, judgement=Judgement.WEAK)
    assess: dict[str, Any] = {"incident_id": incident, "version": 1, "markers": (marker,)}
    missing = AssessRapidReviewV1(**assess, themes=themes[1:])
    assert (await review.refused(missing, incident))["code"] == "unanswered"
    await review.done(AssessRapidReviewV1(**assess, themes=themes), incident)
    [told] = await review.facts("rapid-review-assessed")
    assert (told["working_days_taken"], told["late"]) == (17, True)
    assert told["vocabulary"] == "themes-1"
    assert {one["theme"] for one in told["themes"]} >= {Theme.VULNERABLE_BABIES}


@pytest.mark.need("B1")
async def test_an_incomplete_version_goes_back_and_the_clocks_stand(review: Review) -> None:
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    back = ReturnRapidReviewV1(
        incident_id=incident, version=1, missing=(Missing.FACTS,), explanation=SEALED
    )
    await review.done(back, incident)
    state = await review.state(incident)
    assert (state["station"], state["stage"], state["awaited_from"]) == (
        "returned_incomplete",
        "awaiting_information",
        ["partnership"],
    )
    for code, met in (("RR1", "2026-04-10"), ("P1", None)):
        clock = await review.clock(incident, code)
        assert clock
        assert clock["met_on"] == met
    review.on("2026-04-14")
    await review.done(review.submission(incident), incident)
    assert (await station(review, incident), (await review.state(incident))["stage"]) == (
        "resubmitted",
        "with_national_body",
    )


async def test_what_the_panel_considers_already_does_not_go_back(review: Review) -> None:
    incident = await review.case()
    await review.listed(incident, "2026-04-10")
    back = ReturnRapidReviewV1(
        incident_id=incident, version=1, missing=(Missing.FACTS,), explanation=SEALED
    )
    assert (await review.refused(back, incident))["code"] == "taken_up"
    assert await station(review, incident) == "with_panel"
    assert not await review.is_open(incident, "return-rapid-review")


@pytest.mark.need("B1")
async def test_a_decided_rapid_review_closes_and_one_that_lacks_information_says_so(
    review: Review,
) -> None:
    closed, asking = await review.case(), await review.case()
    ask = {"number": 1, "asked_of": ["police"], "text": SEALED}
    more = {"outcome": "request_information", "asks": [ask]}
    for incident, said, reached in ((closed, {}, "closed"), (asking, more, "info_requested")):
        decision = await review.decided(incident, "2026-04-10", **said)
        assert await station(review, incident) == "with_panel"
        await review.letter(decision, "2026-04-10")
        assert await station(review, incident) == reached
