"""A local review and its ledger on the service's own tables: facts, clocks, moves, time that passes."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from contracts.catalogue import by_type
from contracts.envelope import Command
from contracts.topics import REVIEW_COMMAND
from services.review.rounds.availability import Availability
from tests.integration.review.conftest import SEALED, Review, positions
from tests.support.statements import counted

COUNTED = Path("services/review/sql/0007_until_when_a_report_is_available.sql").read_text()
BY_NAME = {one.rsplit(".", 2)[1]: entry.model for one, entry in by_type().items()}
TOLD = [
    {"recipient": "national_body", "told_on": "2026-11-09"},
    {"recipient": "secretary_of_state", "told_on": "2026-11-09"},
]


def command(name: str, incident: UUID, **said: Any) -> Command:
    """A command by the name that pages and the API give it."""
    made = BY_NAME[name].model_validate({"incident_id": incident, **said})
    assert isinstance(made, Command)
    return made


async def begun(review: Review) -> UUID:
    """The partners decided on 15 June: due by 15 December."""
    review.on("2026-06-15")
    incident = await review.case("2026-05-11")
    await review.done(review.submission(incident, partnership_view="yes"), incident)
    said = {"decision": "yes", "decided_on": "2026-06-15", "positions": positions("yes")}
    await review.done(command("record-partners-decision", incident, **said), incident)
    return incident


async def give(review: Review, incident: UUID, day: str, name: str, **said: Any) -> dict[str, Any]:
    """Give a command on a day; the last fact that tells of the case."""
    review.on(day)
    await review.done(command(name, incident, **said), incident)
    told = [one for one in await review.facts() if one.get("lcspr_id") or one.get("action_id")]
    return told[-1]


@pytest.mark.need("E1")
async def test_a_review_goes_through_its_stations_and_each_is_a_fact(review: Review) -> None:
    incident = await begun(review)
    scope = await give(
        review,
        incident,
        "2026-07-01",
        "set-lcspr-scope",
        set_on="2026-07-01",
        period_from="2025-01-01",
        lines_of_enquiry=["unseen_male_carer"],
        method="practitioner_event",
        proportion="short",
        why=SEALED,
    )
    assert (scope["version"], scope["method"], scope["why"]) == (1, "practitioner_event", SEALED)
    await give(review, incident, "2026-07-08", "start-lcspr", started_on="2026-07-08")
    draft = {"received_on": "2026-10-01"}
    await give(review, incident, "2026-10-01", "record-lcspr-draft", **draft)
    assert (await review.state(incident))["lcspr_status"] == "draft_received"
    more = {"asked_on": "2026-10-09", "wanting": SEALED}
    await give(review, incident, "2026-10-09", "ask-lcspr-rework", **more)
    again = {"received_on": "2026-11-02"}
    second = await give(review, incident, "2026-11-02", "record-lcspr-draft", **again)
    assert second["version"] == 2
    said = {"approved_on": "2026-11-30", "approved_by": ["authority", "health"]}
    approved = await give(review, incident, "2026-11-30", "approve-lcspr", **said)
    assert approved["not_approved_by"] == ["police"]
    state = await review.state(incident)
    assert (state["stage"], state["lcspr_status"]) == ("with_national_body", "approved")


@pytest.mark.need("E2")
async def test_proceedings_and_notices_explain_lateness_and_hide_none_of_it(
    review: Review,
) -> None:
    incident = await begun(review)
    trial = {"proceedings": "trial", "begun_on": "2026-11-16", "holds_up": ["interviews"]}
    noted = await give(review, incident, "2026-11-02", "record-lcspr-proceedings", **trial)
    assert (noted["explains"], noted["clock"]["due_on"]) == ("trial", "2026-12-15")
    forecast = {"forecast_on": "2027-01-20"}
    told = await give(review, incident, "2026-11-02", "record-lcspr-forecast", **forecast)
    assert (told["notice_owed"], told["clock"]["due_on"]) == (True, "2026-12-15")
    assert (await review.state(incident))["lcspr_notice_owed"]
    notice = {"reason": "trial", "forecast_on": "2027-01-20", "told": TOLD}
    await give(review, incident, "2026-11-09", "explain-lcspr-delay", **notice)
    assert not (await review.state(incident))["lcspr_notice_owed"]
    review.on("2027-01-20")
    await review.done(command("record-publication", incident, published_on="2027-01-20"), incident)
    published = (await review.facts("lcspr-published"))[-1]
    assert published["days_late"] == 36
    clock = await review.clock(incident, "L1")
    assert clock
    assert (clock["due_on"], clock["met_on"]) == ("2026-12-15", "2027-01-20")


@pytest.mark.need("E2")
async def test_a_breach_is_a_fact_of_its_own(review: Review) -> None:
    incident = await begun(review)
    for recipient in ("national_body", "secretary_of_state", "ofsted"):
        sent = {"recipient": recipient, "sent_on": "2026-12-08"}
        await give(review, incident, "2026-12-09", "record-copy-sent", **sent)
    assert (await review.state(incident))["lcspr_status"] == "pre_publication_sent"
    review.on("2026-12-14")
    early = command("record-publication", incident, published_on="2026-12-14")
    answer = await review.done(early, incident)
    assert len(answer["facts"]) >= 2
    [breach] = await review.facts("lcspr-breach-recorded")
    assert (breach["breach"], breach["happened_on"]) == ("published_early", "2026-12-14")
    assert breach["allowed_from"] == "2026-12-17"
    taken = {"taken_down_on": "2027-03-01", "why": SEALED}
    await give(review, incident, "2027-03-01", "record-take-down", **taken)
    [_, second] = await review.facts("lcspr-breach-recorded")
    assert (second["breach"], second["allowed_from"]) == ("taken_down_early", "2027-12-14")


@pytest.mark.need("E2")
async def test_copies_entered_after_publication_take_a_breach_back(review: Review) -> None:
    incident = await begun(review)
    review.on("2026-12-14")
    published = command("record-publication", incident, published_on="2026-09-21")
    await review.done(published, incident)
    [breach] = await review.facts("lcspr-breach-recorded")
    assert breach["allowed_from"] is None
    for recipient in ("national_body", "secretary_of_state", "ofsted"):
        sent = {"recipient": recipient, "sent_on": "2026-09-01"}
        await review.done(command("record-copy-sent", incident, **sent), incident)
    [none] = await review.facts("lcspr-breach-taken-back")
    assert (none["breach"], none["happened_on"]) == ("published_early", "2026-09-21")
    assert none["allowed_from"] == "2026-09-10"


@pytest.mark.need("E2")
async def test_a_bundle_says_what_it_lacks_and_lateness_is_asked_for_when_it_is_late(
    review: Review,
) -> None:
    incident = await begun(review)
    parts = ["improvements", "why", "reviewer", "anonymised"]
    for day, missing in (
        ("2026-12-01", ["by_when", "family_told"]),
        ("2026-12-16", ["by_when", "family_told", "lateness"]),
    ):
        said = {"assembled_on": day, "parts": parts}
        bundle = await give(review, incident, day, "assemble-lcspr-bundle", **said)
        assert bundle["missing"] == missing
    assert bundle["version"] == 2


@pytest.mark.need("E2")
async def test_nothing_is_left_unpublished_before_reasons_were_sent_and_comments_came(
    review: Review,
) -> None:
    incident = await begun(review)
    review.on("2026-11-12")
    not_publish = {"decided_on": "2026-11-12", "considered": SEALED}
    refused = command("record-non-publication", incident, **not_publish)
    assert (await review.refused(refused, incident))["code"] == "not_justified"
    reasons = {"told": TOLD, "why": SEALED}
    sent = await give(review, incident, "2026-11-12", "justify-non-publication", **reasons)
    assert sent["comments_until"] == "2026-11-23", "ten working days"
    assert (await review.refused(refused, incident))["code"] == "comments_awaited"
    comment = {"on": "non_publication", "commented_on": "2026-11-12", "comment": SEALED}
    await give(review, incident, "2026-11-12", "comment-on-lcspr", **comment)
    ended = await give(review, incident, "2026-11-12", "record-non-publication", **not_publish)
    assert ended["commented"]
    clock = await review.clock(incident, "L1")
    assert clock
    assert clock["met_on"] == "2026-11-12"


@pytest.mark.need("E2")
async def test_improvements_are_published_in_a_reports_place(review: Review) -> None:
    incident = await begun(review)
    said = {"published_on": "2026-12-18", "why": SEALED}
    await give(review, incident, "2026-12-18", "record-improvements-publication", **said)
    [published] = await review.facts("lcspr-improvements-published")
    assert (published["days_late"], published["early"]) == (3, True)
    assert published["available_until"] == "2027-12-18"
    assert (await review.state(incident))["stage"] == "published"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("discontinue-lcspr", {"discontinued_on": "2026-09-01", "told": TOLD[:0]}),
        (
            "supersede-lcspr",
            {"superseded_on": "2026-09-01", "national_review": "NR-2026-03"},
        ),
    ],
)
async def test_a_review_that_is_ended_has_no_clock_any_more(
    review: Review, name: str, said: dict[str, Any]
) -> None:
    incident = await begun(review)
    await give(review, incident, "2026-09-01", name, why=SEALED, **said)
    assert await review.clock(incident, "L1") is None
    assert not await review.is_open(incident, "record-lcspr-draft")
    if name == "discontinue-lcspr":
        [ended] = await review.facts("lcspr-discontinued")
        assert ended["not_told"] == ["national_body", "secretary_of_state", "ofsted"]


async def test_a_batch_asks_the_database_no_more_often_than_one_command(review: Review) -> None:
    cases = [await begun(review) for _ in range(4)]
    begin = [
        review.deliverer.record(command("start-lcspr", one, started_on="2026-06-15"), one)
        for one in cases
    ]
    async with counted(review.service.db) as alone:
        await review.deliverer.poll(REVIEW_COMMAND, begin[:1])
    async with counted(review.service.db) as together:
        await review.deliverer.poll(REVIEW_COMMAND, begin[1:])
    assert len(await review.facts("lcspr-started")) == 4
    assert len(together) == len(alone)


@pytest.mark.need("E1")
async def test_advice_is_asked_and_given_and_each_has_an_id(review: Review) -> None:
    incident = await begun(review)
    asked = await give(
        review, incident, "2026-07-01", "ask-lcspr-advice", about="scope", question=SEALED
    )
    letter = str(UUID(int=7))
    answer = {
        "about": "scope",
        "answers": asked["advice_id"],
        "advice": SEALED,
        "letter_id": letter,
    }
    assert not await review.is_open(incident, "answer-advice")
    given = await give(review, incident, "2026-07-02", "give-lcspr-advice", **answer)
    assert await review.is_open(incident, "answer-advice")
    assert given["answers"] == asked["advice_id"] != given["advice_id"]
    assert given["letter_id"] == letter
    again = command("give-lcspr-advice", incident, **answer)
    assert (await review.refused(again, incident))["code"] == "no_question"
    taken = {"advice_id": given["advice_id"], "fate": "taken", "decided_on": "2026-07-02"}
    await review.done(command("answer-advice", incident, **taken), incident)
    [became] = await review.facts("advice-answered")
    assert (became["advice_id"], became["fate"]) == (given["advice_id"], "taken")


async def test_when_the_year_has_passed_it_is_told_once(review: Review) -> None:
    incident = await begun(review)
    review.on("2026-12-18")
    await review.done(command("record-publication", incident, published_on="2026-12-18"), incident)
    availability = Availability(review.service.db, review.service.clock)
    review.on("2027-12-17")
    assert await availability.round() == 0
    review.on("2027-12-18")
    assert await availability.round() == 1
    assert await availability.round() == 0
    [ended] = await review.facts("lcspr-availability-ended")
    assert ended["available_until"] == "2027-12-18"
    assert (await review.state(incident))["lcspr_status"] == "unpublishable_allowed"
    taken = {"taken_down_on": "2027-12-18", "why": SEALED}
    down = await give(review, incident, "2027-12-18", "record-take-down", **taken)
    assert down["early"] is False


async def test_a_mistyped_year_is_refused_with_its_field_and_rule(review: Review) -> None:
    incident = await begun(review)
    review.on("2026-11-12")
    told = [{**one, "told_on": "2062-11-09"} for one in TOLD]
    for name, field, said in (
        ("record-copy-sent", "sent_on", {"recipient": "ofsted", "sent_on": "2062-11-09"}),
        ("justify-non-publication", "told", {"told": told, "why": SEALED}),
        ("plan-publication", "publish_on", {"publish_on": "2062-11-09"}),
    ):
        refusal = await review.refused(command(name, incident, **said), incident)
        assert refusal["field"] == field


async def test_a_report_published_before_its_year_was_counted_can_be_taken_down(
    review: Review,
) -> None:
    incident = await begun(review)
    review.on("2026-12-18")
    await review.done(command("record-publication", incident, published_on="2026-12-18"), incident)
    async with review.service.db.begin([]) as tx:
        await tx.conn.execute("update lcspr set state = state - 'available_until'")
        await tx.conn.execute(COUNTED)
    taken = {"taken_down_on": "2026-12-18", "why": SEALED}
    down = await give(review, incident, "2026-12-18", "record-take-down", **taken)
    assert down["lcspr_id"] == str(incident)
    [fact] = await review.facts("lcspr-taken-down")
    assert (fact["early"], fact["available_until"]) == (True, "2027-12-18")


@pytest.mark.need("E3")
async def test_the_ledger_holds_action_evidence_measure_and_result(review: Review) -> None:
    incident = await review.case()
    add = {
        "theme": "unseen_male_carer",
        "action": SEALED,
        "owner": SEALED,
        "due_on": "2026-12-01",
        "measure": SEALED,
    }
    refused = command("add-ledger-action", incident, **add)
    assert (await review.refused(refused, incident))["code"] == "nothing_reviewed"
    assert not await review.is_open(incident, "add-ledger-action")
    await review.done(review.submission(incident), incident)
    added = await give(review, incident, "2026-05-11", "add-ledger-action", **add)
    assert (added["number"], added["measurable"]) == (1, True)
    assert await review.is_open(incident, "record-action-evidence")
    done = {"number": 1, "on": "2026-12-08", "completed": True}
    review.on("2026-12-08")
    no = await review.refused(command("close-ledger-action", incident, **done), incident)
    assert no["code"] == "no_evidence"
    seen = {"number": 1, "evidence_kind": "audit", "on": "2026-12-08", "evidence": SEALED}
    shown = await give(review, incident, "2026-12-08", "record-action-evidence", **seen)
    assert shown["action_id"] == added["action_id"]
    result = {"number": 1, "on": "2026-12-08", "result": "improved", "measured": SEALED}
    await give(review, incident, "2026-12-08", "record-action-result", **result)
    closed = await give(review, incident, "2026-12-08", "close-ledger-action", **done)
    assert (closed["state"], closed["days_late"]) == ("completed", 7)
    assert not await review.is_open(incident, "close-ledger-action")


async def test_a_proposal_waits_for_the_rapid_review_and_decides_nothing(review: Review) -> None:
    incident = await review.case()
    said = {"proposed_on": "2026-04-10", "themes": ["neglect"], "why": SEALED}
    assert not await review.is_open(incident, "propose-lcspr")
    early = command("propose-lcspr", incident, **said)
    assert (await review.refused(early, incident))["code"] == "no_review"
    await review.done(review.submission(incident), incident)
    await review.done(command("propose-lcspr", incident, **said), incident)
    state = await review.state(incident)
    assert (state["stage"], state["lcspr_status"]) == ("with_national_body", "proposed")
