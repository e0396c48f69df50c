"""What a person did is dated by when it was sent, however late the service reads it."""

from datetime import UTC, date, datetime

import pytest

from contracts.review.consideration import AnswerInformationRequestV1, RecordPartnersDecisionV1
from contracts.review.meeting import OfferDialogueV1, RecordAttendanceV1
from contracts.review.rapid_review import ExplainRapidReviewDelayV1
from tests.integration.review.conftest import ASKS, MEMBERS, SEALED, Review, positions


@pytest.mark.need("B1", "L2")
async def test_a_review_sent_on_its_last_day_is_in_time_though_it_is_read_on_the_next(
    review: Review,
) -> None:
    incident = await review.case("2026-04-10")
    review.on("2026-05-01", hour=15)
    answer = await review.read_later(review.submission(incident), incident, "2026-05-05")
    assert answer["outcome"] == "done"
    [sent] = await review.facts("rapid-review-submitted")
    assert (sent["received_on"], sent["clock"]["working_days_late"]) == ("2026-05-01", 0)
    assert sent["reply_clock"]["started_on"] == "2026-05-01"
    clock = await review.clock(incident, "P1")
    assert clock
    assert clock["started_on"] == "2026-05-01"


async def test_the_date_is_the_one_in_england(review: Review) -> None:
    incident = await review.case("2026-04-10")
    review.on("2026-04-30")
    review.deliverer.sent_at = datetime(2026, 4, 30, 23, 30, tzinfo=UTC)
    await review.read_later(review.submission(incident), incident, "2026-05-02")
    [sent] = await review.facts("rapid-review-submitted")
    assert sent["received_on"] == "2026-05-01", "half past midnight, British Summer Time"


async def test_a_delay_explained_until_the_same_day_is_taken_on_the_next(review: Review) -> None:
    incident = await review.case("2026-04-10")
    review.on("2026-04-28")
    delay = ExplainRapidReviewDelayV1(
        incident_id=incident, reason="holiday", expected_on=date(2026, 4, 28)
    )
    answer = await review.read_later(delay, incident, "2026-04-29")
    assert answer["outcome"] == "done", answer


@pytest.mark.need("D1", "L2")
async def test_an_answer_sent_on_its_last_day_is_in_time(review: Review) -> None:
    incident = await review.case()
    review.on("2026-05-14")
    asked = {"outcome": "request_information", "asks": ASKS[:1]}
    decision = await review.decided(incident, "2026-05-14", **asked)
    await review.letter(decision, "2026-05-18")
    review.on("2026-06-02", hour=16)
    for partner in ("authority", "health"):
        said = AnswerInformationRequestV1(incident_id=incident, partner=partner, numbers=(1,))
        await review.done(said, incident)
    last = AnswerInformationRequestV1(incident_id=incident, partner="police", numbers=(1,))
    await review.read_later(last, incident, "2026-06-03")
    clock = (await review.facts("information-request-answered"))[-1]["clock"]
    assert (clock["met_on"], clock["working_days_late"]) == ("2026-06-02", 0)


async def test_a_decision_and_who_was_present_are_of_the_day_they_were_recorded(
    review: Review,
) -> None:
    incident = await review.case()
    meeting = await review.listed(incident, "2026-04-10")
    fewer = RecordAttendanceV1(meeting_id=meeting, members=MEMBERS[:6])
    assert (await review.read_later(fewer, meeting, "2026-04-11"))["outcome"] == "done"
    review.on("2026-04-10", hour=17)
    await review.read_later(review.decision(incident, meeting), incident, "2026-04-13")
    [decided] = await review.facts("decision-recorded")
    assert decided["decided_on"] == "2026-04-10"


async def test_the_partners_can_not_have_decided_after_they_said_so(review: Review) -> None:
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    said = RecordPartnersDecisionV1.model_validate(
        {
            "incident_id": incident,
            "decision": "yes",
            "decided_on": "2026-04-11",
            "positions": positions("yes", "yes", "yes"),
            "reasons": SEALED,
        }
    )
    assert (await review.read_later(said, incident, "2026-04-13"))["code"] == "date"


async def test_nobody_is_invited_to_a_meeting_that_is_past_by_the_time_it_is_read(
    review: Review,
) -> None:
    incident = await review.case()
    offer = OfferDialogueV1.model_validate(
        {
            "incident_id": incident,
            "starts_at": "2026-04-10T15:00:00+01:00",
            "reason": SEALED,
        }
    )
    answer = await review.read_later(offer, incident, "2026-04-11")
    assert (answer["code"], answer["field"]) == ("date", "starts_at")
