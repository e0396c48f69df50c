"""What is asked of the partners, what they owe, and what begins another round."""

from typing import Any
from uuid import UUID

import pytest

from contracts.review.consideration import (
    AnswerInformationRequestV1,
    ListForMeetingV1,
)
from tests.integration.review.conftest import ASKS, REG11, Review


async def asked(review: Review) -> tuple[UUID, dict[str, Any]]:
    """Round one asked for information on Thursday 14 May."""
    review.on("2026-05-06")
    incident = await review.case()
    review.on("2026-05-14")
    more = {"outcome": "request_information", "asks": ASKS}
    return incident, await review.decided(incident, "2026-05-14", **more)


@pytest.mark.need("D1", "D7")
async def test_the_letter_starts_the_clock_of_what_was_asked(review: Review) -> None:
    incident, decision = await asked(review)
    assert (await review.state(incident))["stage"] == "decided"
    assert await review.clock(incident, "P2") is None
    answer = AnswerInformationRequestV1(incident_id=incident, partner="police", numbers=(1, 2, 3))
    assert (await review.refused(answer, incident))["code"] == "nothing_asked"
    review.on("2026-05-18")
    await review.letter(decision, "2026-05-18")
    [opened] = await review.facts("information-request-opened")
    assert (len(opened["asks"]), opened["clock"]["due_on"]) == (3, "2026-06-02")
    assert (await review.state(incident))["stage"] == "awaiting_information"
    review.on("2026-05-29")
    await review.done(answer, incident)
    [first] = await review.facts("information-request-answered")
    still = [{"number": n, "partner": p} for n in (1, 2, 3) for p in ("authority", "health")]
    assert (first["owed"], first["clock"]["met_on"]) == (still, None)
    assert (await review.state(incident))["owed"] == still
    for partner in ("authority", "health"):
        rest = AnswerInformationRequestV1(incident_id=incident, partner=partner, numbers=(1, 2, 3))
        await review.done(rest, incident)
    last = (await review.facts("information-request-answered"))[-1]
    assert (last["owed"], last["clock"]["met_on"]) == ([], "2026-05-29")
    clock = await review.clock(incident, "P2")
    assert clock
    assert clock["met_on"] == "2026-05-29"


@pytest.mark.need("D1", "C3")
async def test_full_information_without_another_version_brings_the_case_back(
    review: Review,
) -> None:
    incident, decision = await asked(review)
    await review.letter(decision, "2026-05-18")
    review.on("2026-05-29")
    for partner in ("authority", "health", "police"):
        said = AnswerInformationRequestV1(incident_id=incident, partner=partner, numbers=(1, 2, 3))
        await review.done(said, incident)
    state = await review.state(incident)
    assert (state["stage"], state["round"], state["owed"]) == ("with_national_body", 2, [])
    clock = await review.clock(incident, "P1")
    assert clock
    assert (clock["started_on"], clock["due_on"]) == ("2026-05-29", "2026-06-12")
    assert await review.is_open(incident, "list-for-meeting")
    await review.done(review.submission(incident), incident)
    assert (await review.state(incident))["round"] == 2, "only the version is another"
    meeting = await review.meeting("2026-05-29")
    await review.done(ListForMeetingV1(incident_id=incident, meeting_id=meeting), incident)
    await review.done(review.decision(incident, meeting, version=2, review_version=2), incident)
    assert (await review.facts("decision-recorded"))[-1]["review_version"] == 2


async def test_asks_beside_an_advice_start_both_clocks_with_the_one_letter(review: Review) -> None:
    incident = await review.case()
    more = {"outcome": "advise_lcspr", "criteria": REG11, "asks": ASKS}
    decision = await review.decided(incident, "2026-04-10", **more)
    review.on("2026-04-13")
    await review.letter({**decision, "decision_id": UUID(int=9)}, "2026-04-13")
    assert await review.facts("information-request-opened") == [], "a letter of another decision"
    await review.letter(decision, "2026-04-14")
    assert len(await review.facts("information-request-opened")) == 1
    for code in ("P2", "P3"):
        clock = await review.clock(incident, code)
        assert clock
        assert clock["started_on"] == "2026-04-14"
    assert await review.is_open(incident, "answer-information-request")
    assert await review.is_open(incident, "record-partners-decision")


@pytest.mark.need("B10", "L1")
async def test_a_second_version_begins_round_two_with_a_clock_of_its_own(review: Review) -> None:
    incident, decision = await asked(review)
    await review.letter(decision, "2026-05-18")
    review.on("2026-05-29")
    await review.done(review.submission(incident), incident)
    [again] = await review.facts("rapid-review-resubmitted")
    assert (again["version"], again["reply_clock"]["due_on"]) == (2, "2026-06-12")
    state = await review.state(incident)
    assert (state["round"], state["stage"], state["owed"]) == (2, "with_national_body", [])
    clock = await review.clock(incident, "P2")
    assert clock
    assert clock["met_on"] == "2026-05-29", "the version came instead of the answers"


async def test_a_version_before_the_decision_leaves_the_round_and_the_agenda(
    review: Review,
) -> None:
    review.on("2026-05-06")
    incident = await review.case()
    meeting = await review.listed(incident, "2026-05-06")
    review.on("2026-05-12")
    await review.done(review.submission(incident, partnership_view="yes"), incident)
    [again] = await review.facts("rapid-review-resubmitted")
    assert again["reply_clock"]["due_on"] == "2026-05-20", "as it was for the first version"
    state = await review.state(incident)
    assert (state["round"], state["stage"], state["review_version"]) == (1, "listed", 2)
    clock = await review.clock(incident, "P1")
    assert clock
    assert clock["due_on"] == "2026-05-20"
    unread = review.decision(incident, meeting, version=1, review_version=1)
    answer = await review.refused(unread, incident)
    assert (answer["code"], answer["field"]) == ("stale", "review_version")
    agreed = review.decision(incident, meeting, version=1, review_version=2, outcome="agree_lcspr")
    await review.done(agreed, incident)
