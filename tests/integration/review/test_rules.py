"""The story's own rules, on the service's own tables: clocks, warnings, views, rounds."""

from datetime import date
from uuid import UUID

import pytest

from contracts.review.consideration import (
    ListForMeetingV1,
    RecordPartnersDecisionV1,
    RecuseMemberV1,
)
from contracts.review.lcspr import (
    PlanPublicationV1,
    RecordCopySentV1,
    RecordPublicationV1,
)
from contracts.review.meeting import OfferDialogueV1
from contracts.review.rapid_review import ExplainRapidReviewDelayV1
from tests.integration.review.conftest import REG11, SEALED, Review, positions


@pytest.mark.need("B1")
async def test_a_late_rapid_review_counts_working_days_over_a_bank_holiday(review: Review) -> None:
    incident = await review.case("2026-04-10")
    [opened] = await review.facts("rapid-review-opened")
    assert opened["clock"]["due_on"] == "2026-05-01"
    review.on("2026-04-28")
    delay = ExplainRapidReviewDelayV1(
        incident_id=incident, reason="agency_return_missing", expected_on=date(2026, 5, 6)
    )
    await review.done(delay, incident)
    [explained] = await review.facts("rapid-review-delay-explained")
    assert explained["clock"]["due_on"] == "2026-05-01", "nothing stops the clock"
    review.on("2026-05-06")
    await review.done(review.submission(incident), incident)
    [sent] = await review.facts("rapid-review-submitted")
    assert sent["clock"]["working_days_late"] == 2, "Monday 4 May is a bank holiday"
    assert sent["reply_clock"]["due_on"] == "2026-05-20"


@pytest.mark.need("B3", "B10")
async def test_no_decision_and_a_withheld_position_are_taken_with_warnings(review: Review) -> None:
    incident = await review.case()
    given = {
        "partnership_view": "none_reached",
        "positions": positions("no", "yes", "defer", withheld="police"),
        "document": None,
        "rationale": None,
    }
    await review.done(review.submission(incident, **given), incident)
    [sent] = await review.facts("rapid-review-submitted")
    assert sent["warnings"] == [
        "no document is attached",
        "no rationale for the decision on an LCSPR",
        "the partners have reached no decision on an LCSPR",
        "a partner withholds its position",
    ]
    assert [(p["partner"], p["view"], p["withheld"]) for p in sent["positions"]] == [
        ("authority", "no", False),
        ("health", "yes", False),
        ("police", "defer", True),
    ]
    assert (await review.state(incident))["stage"] == "with_national_body"


@pytest.mark.need("C6")
async def test_a_recused_member_does_not_count_and_the_decision_says_how_many_did(
    review: Review,
) -> None:
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    for n in range(3):
        recuse = RecuseMemberV1(incident_id=incident, member_id=f"member-{n}", reason=SEALED)
        await review.done(recuse, incident)
    answer = await review.refused(review.decision(incident, meeting), incident)
    assert (answer["code"], answer["field"]) == ("inquorate", "meeting_id")
    assert "4 members" in answer["reason"]
    other = await review.case()
    second = await review.listed(other, "2026-04-10")
    one = RecuseMemberV1(incident_id=other, member_id="member-0", reason=SEALED)
    await review.done(one, other)
    await review.done(review.decision(other, second), other)
    [decided] = await review.facts("decision-recorded")
    assert decided["quorum"] == {
        "present": 6,
        "needed": 5,
        "recused": 1,
        "sectors": ["health"],
        "sectors_missing": ["social_care", "police", "law", "voluntary"],
    }


@pytest.mark.need("C1", "C2", "C3", "C4")
@pytest.mark.parametrize(
    ("view", "outcome", "stage", "agreement"),
    [
        ("yes", "agree_lcspr", "awaiting_partners", True),
        ("no", "agree_no_lcspr", "closed", True),
        ("yes", "question_lcspr", "awaiting_partners", False),
        ("no", "advise_lcspr", "awaiting_partners", False),
        ("none_reached", "decision_missing", "awaiting_partners", None),
    ],
)
async def test_each_outcome_leaves_the_case_where_it_waits(
    review: Review, view: str, outcome: str, stage: str, agreement: bool | None
) -> None:
    incident = await review.case()
    more = {"outcome": outcome, "criteria": REG11, "partnership_view": view}
    decision = await review.decided(incident, "2026-04-10", **more)
    assert (await review.state(incident))["stage"] == "decided"
    review.on("2026-04-13")
    await review.letter(decision, "2026-04-13")
    assert (await review.state(incident))["stage"] == stage
    clock = await review.clock(incident, "P1")
    assert clock
    assert clock["met_on"] == "2026-04-13", "the Panel's time ends with its letter"
    assert decision["reply_clock"]["met_on"] is None
    [announced] = await review.facts("decision-announced")
    assert (announced["agreement"], announced["partnership_view"]) == (agreement, view)
    assert "reasons" not in announced


async def test_the_partners_decision_is_not_missing_once_it_was_made(review: Review) -> None:
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    wrong = review.decision(incident, meeting, outcome="decision_missing")
    answer = await review.refused(wrong, incident)
    assert (answer["code"], answer["field"]) == ("not_missing", "outcome")


async def test_a_page_read_before_another_round_decides_nothing(review: Review) -> None:
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    stale = review.decision(incident, meeting, version=7)
    assert (await review.refused(stale, incident))["code"] == "stale"


async def advised(review: Review) -> UUID:
    """An LCSPR is advised against the partnership's view, and the letter is out on 8 June."""
    review.on("2026-06-04")
    incident = await review.case()
    more = {"outcome": "advise_lcspr", "criteria": REG11}
    decision = await review.decided(incident, "2026-06-04", **more)
    review.on("2026-06-08")
    await review.letter(decision, "2026-06-08")
    return incident


def partners_say(incident: UUID, decision: str, on: str) -> RecordPartnersDecisionV1:
    return RecordPartnersDecisionV1.model_validate(
        {
            "incident_id": incident,
            "decision": decision,
            "decided_on": on,
            "positions": positions("yes", "yes", "yes"),
            "reasons": SEALED,
        }
    )


@pytest.mark.need("B10", "C2")
async def test_after_the_letter_the_partners_decide_and_the_lcspr_begins(review: Review) -> None:
    incident = await advised(review)
    clock = await review.clock(incident, "P3")
    assert clock
    assert (clock["due_on"], clock["met_on"]) == ("2026-06-22", None)
    review.on("2026-06-15")
    await review.done(partners_say(incident, "yes", "2026-06-15"), incident)
    [final] = await review.facts("partners-final-decision-recorded")
    assert [one["view"] for one in final["agreement"]] == ["no", "advise_lcspr", "yes"]
    assert final["follows_advice"] is True
    [begun] = await review.facts("lcspr-initiated")
    assert begun["clock"]["due_on"] == "2026-12-15"
    clock = await review.clock(incident, "P3")
    assert clock
    assert clock["met_on"] == "2026-06-15"
    assert (await review.state(incident))["stage"] == "lcspr"


async def test_the_partners_may_decide_otherwise_and_the_case_closes(review: Review) -> None:
    incident = await advised(review)
    review.on("2026-06-15")
    await review.done(partners_say(incident, "no", "2026-06-15"), incident)
    [final] = await review.facts("partners-final-decision-recorded")
    assert final["follows_advice"] is False
    assert await review.facts("lcspr-initiated") == []
    assert (await review.state(incident))["stage"] == "closed"


async def test_a_decision_of_the_partners_does_not_hide_the_case_from_the_panel(
    review: Review,
) -> None:
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    await review.done(partners_say(incident, "no", "2026-04-10"), incident)
    assert (await review.state(incident))["stage"] == "with_national_body"
    other = await review.case()
    await review.done(review.submission(other), other)
    await review.done(partners_say(other, "yes", "2026-04-10"), other)
    state = await review.state(other)
    assert (state["stage"], state["awaited_from"]) == (
        "with_national_body",
        ["national_body", "partnership"],
    )


async def test_a_decision_made_before_the_letter_does_not_meet_its_clock(review: Review) -> None:
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    await review.done(partners_say(incident, "no", "2026-04-10"), incident)
    meeting = await review.meeting("2026-04-10")
    await review.done(ListForMeetingV1(incident_id=incident, meeting_id=meeting), incident)
    advice = review.decision(incident, meeting, outcome="advise_lcspr", criteria=REG11)
    await review.done(advice, incident)
    [decision] = await review.facts("decision-recorded")
    review.on("2026-04-13")
    await review.letter(decision, "2026-04-13")
    clock = await review.clock(incident, "P3")
    assert clock
    assert clock["met_on"] is None
    state = await review.state(incident)
    assert (state["stage"], state["awaited_from"]) == ("awaiting_partners", ["partnership"])
    await review.done(partners_say(incident, "no", "2026-04-10"), incident)
    clock = await review.clock(incident, "P3")
    assert clock
    assert clock["met_on"] == "2026-04-13", "the same answer, given to the advice"
    assert (await review.state(incident))["stage"] == "closed"


async def test_no_reply_is_awaited_from_partners_who_have_begun_what_the_panel_agrees_with(
    review: Review,
) -> None:
    review.on("2026-05-14")
    incident = await review.case()
    await review.done(review.submission(incident, partnership_view="yes"), incident)
    await review.done(partners_say(incident, "yes", "2026-05-01"), incident)
    meeting = await review.meeting("2026-05-14")
    await review.done(ListForMeetingV1(incident_id=incident, meeting_id=meeting), incident)
    await review.done(review.decision(incident, meeting, outcome="agree_lcspr"), incident)
    state = await review.state(incident)
    assert (state["stage"], state["awaited_from"]) == (
        "decided",
        ["national_body", "partnership"],
    )
    [decision] = await review.facts("decision-recorded")
    await review.letter(decision, "2026-05-18")
    assert await review.clock(incident, "P3") is None
    assert (await review.state(incident))["stage"] == "lcspr"


async def test_publication_too_soon_is_not_planned_but_is_recorded_when_it_happened(
    review: Review,
) -> None:
    incident = await advised(review)
    review.on("2026-06-15")
    await review.done(partners_say(incident, "yes", "2026-06-15"), incident)
    review.on("2026-12-09")
    for recipient, day in (("national_body", 8), ("secretary_of_state", 9), ("ofsted", 9)):
        sent = RecordCopySentV1.model_validate(
            {"incident_id": incident, "recipient": recipient, "sent_on": date(2026, 12, day)}
        )
        await review.done(sent, incident)
    assert (await review.state(incident))["earliest_publication"] == "2026-12-18"
    plan = PlanPublicationV1(incident_id=incident, publish_on=date(2026, 12, 17))
    answer = await review.refused(plan, incident)
    assert (answer["code"], answer["field"]) == ("copies_too_late", "publish_on")
    to_come = RecordPublicationV1(incident_id=incident, published_on=date(2026, 12, 17))
    assert (await review.refused(to_come, incident))["code"] == "date"
    review.on("2026-12-17")
    await review.done(to_come, incident)
    [published] = await review.facts("lcspr-published")
    assert (published["early"], published["days_late"]) == (True, 2)
    state = await review.state(incident)
    assert state["stage"] == "published"
    assert not await review.is_open(incident, "record-publication")


async def test_a_meeting_is_offered_in_universal_time_and_has_its_own_id(review: Review) -> None:
    incident = await advised(review)
    offer = OfferDialogueV1.model_validate(
        {
            "incident_id": incident,
            "starts_at": "2026-06-10T14:00:00+01:00",
            "reason": SEALED,
        }
    )
    await review.done(offer, incident)
    await review.done(offer, incident)
    first, second = await review.facts("dialogue-offered")
    assert first["starts_at"] == "2026-06-10T13:00:00Z"
    assert first["dialogue_id"] != second["dialogue_id"]
    assert await review.is_open(incident, "record-dialogue")
