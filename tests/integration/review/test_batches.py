"""One poll is one transaction: what is refused stops nobody, what comes again changes nothing."""

from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from contracts.notify import NotificationWithdrawnV1
from contracts.topics import NOTIFY_INCIDENT, REVIEW_COMMAND
from tests.integration.review.conftest import ASKS, Review


@pytest.mark.need("L2")
async def test_of_several_commands_in_one_poll_one_is_refused_and_the_others_go_on(
    review: Review,
) -> None:
    first, second = await review.case(), await review.case()
    unknown = uuid7()
    records = [
        review.deliverer.record(review.submission(incident), incident)
        for incident in (first, unknown, second)
    ]
    await review.deliverer.poll(REVIEW_COMMAND, records)
    ids = [UUID(dict(r.headers)["ce_id"].decode()) for r in records]
    outcomes = [await review.answer_to(id_) for id_ in ids]
    assert [one["outcome"] for one in outcomes] == ["done", "refused", "done"]
    assert (outcomes[1]["code"], outcomes[1]["facts"]) == ("unknown", [])
    assert len(outcomes[0]["facts"]) == 2, "the review and the case's state"
    sent = await review.facts("rapid-review-submitted")
    assert [one["incident_id"] for one in sent] == [str(first), str(second)]
    assert await review.deliverer.parked() == []


@pytest.mark.need("L2")
async def test_a_poll_that_comes_again_changes_nothing_and_answers_nothing(review: Review) -> None:
    fact = review.scoped_in()
    scoped = review.deliverer.record(fact, fact.incident_id)
    await review.deliverer.poll(NOTIFY_INCIDENT, [scoped, scoped])
    sent = review.deliverer.record(review.submission(fact.incident_id), fact.incident_id)
    await review.deliverer.poll(REVIEW_COMMAND, [sent, sent])
    before = await review.facts()
    await review.deliverer.poll(NOTIFY_INCIDENT, [scoped])
    await review.deliverer.poll(REVIEW_COMMAND, [sent])
    assert await review.facts() == before
    assert len(await review.facts("rapid-review-opened")) == 1
    assert len(await review.facts("rapid-review-submitted")) == 1


async def test_two_versions_in_one_poll_are_two_versions_and_one_state(review: Review) -> None:
    incident = await review.case()
    told = len(await review.facts("case-state-changed"))
    records = [
        review.deliverer.record(review.submission(incident, partnership_view=view), incident)
        for view in ("no", "yes")
    ]
    await review.deliverer.poll(REVIEW_COMMAND, records)
    assert [one["version"] for one in await review.facts("rapid-review-submitted")] == [1]
    [second] = await review.facts("rapid-review-resubmitted")
    assert (second["version"], second["partnership_view"]) == (2, "yes")
    assert len(await review.facts("case-state-changed")) == told + 1
    assert (await review.state(incident))["round"] == 1, "nothing was decided between them"


async def test_of_several_decisions_in_one_poll_each_has_its_own_case(review: Review) -> None:
    first, second = await review.case(), await review.case()
    meetings = [await review.listed(one, "2026-04-10") for one in (first, second)]
    more = {"outcome": "request_information", "asks": ASKS}
    said = [
        review.decision(first, meetings[0], **more),
        review.decision(first, meetings[0]),
        review.decision(second, meetings[1]),
    ]
    records = [review.deliverer.record(one, one.incident_id) for one in said]
    await review.deliverer.poll(REVIEW_COMMAND, records)
    answers = [await review.answer_to(UUID(dict(r.headers)["ce_id"].decode())) for r in records]
    assert [one["code"] for one in answers] == [None, "is_decided", None]
    told = await review.facts("decision-recorded")
    assert [(one["incident_id"], one["outcome"]) for one in told] == [
        (str(first), "request_information"),
        (str(second), "agree_no_lcspr"),
    ]


async def test_every_state_of_a_case_has_the_next_version(review: Review) -> None:
    incident = await review.case()
    await review.decided(incident, "2026-04-10")
    told = await review.facts("case-state-changed")
    assert [one["version"] for one in told] == list(range(1, len(told) + 1))


async def test_a_withdrawn_notification_ends_the_case_for_good(review: Review) -> None:
    incident = await review.case()
    await review.done(review.submission(incident), incident)
    gone = NotificationWithdrawnV1.model_validate(
        {
            "incident_id": incident,
            "reference": "CSPR-2026-00001-X",
            "withdrawn_on": "2026-04-10",
            "reason": "a.b.c.d.e",
        }
    )
    await review.deliverer.give(gone, incident)
    [cancelled] = await review.facts("rapid-review-cancelled")
    assert cancelled["basis"].startswith("Working Together")
    state = await review.state(incident)
    assert (state["stage"], state["awaited_from"]) == ("cancelled", [])
    assert [clock["code"] for clock in state["clocks"]] == ["RR1"], "what was met stays on record"
    for name in ("submit-rapid-review", "list-for-meeting", "record-decision", "offer-dialogue"):
        assert not await review.is_open(incident, name)
    answer = await review.refused(review.submission(incident), incident)
    assert answer["code"] == "cancelled"
