"""Commands of cases and meetings: each handler takes a batch and tells the states that changed."""

from collections.abc import Callable, Sequence
from datetime import UTC, date
from typing import Any

from uuid_utils.compat import uuid7

from chassis.clock import london_date
from chassis.dispatch import Received
from chassis.execute import Aggregate, Order, execute
from chassis.tx import Tx
from contracts.review.consideration import (
    AnswerInformationRequestV1,
    ListForMeetingV1,
    RecordDecisionV1,
    RecuseMemberV1,
)
from contracts.review.meeting import (
    ArrangeMeetingV1,
    OfferDialogueV1,
    RecordAttendanceV1,
    RecordDialogueV1,
)
from contracts.review.rapid_review import ExplainRapidReviewDelayV1, SubmitRapidReviewV1
from services.review import aggregates, stores
from services.review.case_state import tell_states
from services.review.consideration import commands as consideration_commands
from services.review.consideration import wire as consideration_wire
from services.review.dialogue import domain as dialogue
from services.review.meeting import domain as meeting
from services.review.meeting import wire as meeting_wire
from services.review.rapid_review import domain as rapid_review
from services.review.rapid_review import wire as rapid_review_wire
from services.review.request import domain as request

Batch = Sequence[Received[Any]]


def sent_on(one: Received[Any]) -> date:
    """The date in England on which it was sent: what a person did is dated so, however late it is read."""
    return london_date(one.time)


async def carry_out(
    tx: Tx,
    aggregate: Aggregate[Any, Any, Any],
    batch: Batch,
    command: Callable[[Received[Any]], Any],
) -> list[Received[Any]]:
    """Carry out one command a message on the object of its key; those that changed something."""
    orders = [Order(r.key, r.key, command(r), r.cause) for r in batch]
    results = await execute(tx, aggregate, orders)
    return [r for r, events in zip(batch, results, strict=True) if events]


async def explain_delay(tx: Tx, batch: Sequence[Received[ExplainRapidReviewDelayV1]]) -> None:
    """Explain a rapid review's lateness."""
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda r: rapid_review_wire.explain_from(r.message, sent_on(r)),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def submit(tx: Tx, batch: Sequence[Received[SubmitRapidReviewV1]]) -> None:
    """Receive a version of the rapid review, and begin a round of consideration with it."""
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda r: rapid_review_wire.submit_from(r.message, sent_on(r)),
    )
    files = await stores.files(tx.conn, [r.key for r in done])
    begin: list[Order[consideration_commands.Command]] = [
        Order(
            r.key,
            r.key,
            consideration_commands.Receive(sent_on(r), files[r.key].reference),
            r.cause,
        )
        for r in done
    ]
    await execute(tx, aggregates.CONSIDERATION, begin)
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def list_for_meeting(tx: Tx, batch: Sequence[Received[ListForMeetingV1]]) -> None:
    """Put cases on agendas."""
    meetings = await stores.MEETINGS.read(tx.conn, [r.message.meeting_id for r in batch])

    def command(r: Received[ListForMeetingV1]) -> consideration_commands.ListFor:
        found = meetings.get(r.message.meeting_id)
        return consideration_commands.ListFor(r.message.meeting_id, found.on if found else None)

    done = await carry_out(tx, aggregates.CONSIDERATION, batch, command)
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def recuse(tx: Tx, batch: Sequence[Received[RecuseMemberV1]]) -> None:
    """Keep members out of cases."""
    done = await carry_out(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: consideration_commands.Recuse(r.message.member_id, r.message.reason),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def record_decision(tx: Tx, batch: Sequence[Received[RecordDecisionV1]]) -> None:
    """Record decisions; what is asked for waits for its letter."""
    for one in batch:  # a decision reads three other objects, and several a second are never made
        await _decide(tx, one)


async def _decide(tx: Tx, one: Received[RecordDecisionV1]) -> None:
    review = (await stores.RAPID_REVIEWS.read(tx.conn, [one.key])).get(one.key)
    review = review or rapid_review.RapidReview(one.key)
    said = one.message
    held = (await stores.MEETINGS.read(tx.conn, [said.meeting_id])).get(said.meeting_id)
    positions = [
        {"partner": partner, "view": view, "withheld": withheld}
        for partner, view, withheld in review.positions
    ]
    place = consideration_wire.Place(
        review.authority_code, review.partnership, review.region_code, positions
    )
    command = consideration_wire.decide_from(
        said,
        today=sent_on(one),
        meeting_on=held.on if held else None,
        present=held.present if held else (),
        view=review.view,
        review_version=review.version,
        decision_id=uuid7(),
        place=place,
    )
    if not await carry_out(tx, aggregates.CONSIDERATION, [one], lambda _: command):
        return
    if said.asks:
        announce = request.Announce(
            reference=review.reference,
            decision_id=command.decision_id,
            numbers=tuple(ask.number for ask in said.asks),
            asks=tuple(ask.model_dump(mode="json") for ask in said.asks),
        )
        order: Order[request.Command] = Order(one.key, one.key, announce, one.cause)
        await execute(tx, aggregates.REQUEST, [order])
    await tell_states(tx, [(one.key, one.cause)])


async def answer_request(tx: Tx, batch: Sequence[Received[AnswerInformationRequestV1]]) -> None:
    """Take partners' answers to what was asked."""
    done = await carry_out(
        tx,
        aggregates.REQUEST,
        batch,
        lambda r: request.Answer(sent_on(r), r.message.partner, r.message.numbers),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def arrange_meeting(tx: Tx, batch: Sequence[Received[ArrangeMeetingV1]]) -> None:
    """Set meetings of the national body."""
    await carry_out(
        tx,
        aggregates.MEETING,
        batch,
        lambda r: meeting.Arrange(
            r.message.starts_at,
            london_date(r.message.starts_at),
            meeting_wire.members_from(r.message.members),
        ),
    )


async def record_attendance(tx: Tx, batch: Sequence[Received[RecordAttendanceV1]]) -> None:
    """Record who was present."""
    await carry_out(
        tx,
        aggregates.MEETING,
        batch,
        lambda r: meeting.RecordAttendance(
            sent_on(r), meeting_wire.members_from(r.message.members)
        ),
    )


async def offer_dialogue(tx: Tx, batch: Sequence[Received[OfferDialogueV1]]) -> None:
    """Offer meetings to partners."""
    files = await stores.files(tx.conn, [r.key for r in batch])
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])
    withdrawn = {key for key, review in reviews.items() if review.status == "cancelled"}
    done = await carry_out(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda r: dialogue.Offer(
            dialogue_id=r.cause.id,
            now=tx.now,  # an invitation to what is past by now helps nobody, whenever it was sent
            starts_at=r.message.starts_at.astimezone(UTC),
            minutes=r.message.minutes,
            reason=r.message.reason,
            reference=files[r.key].reference if r.key in files else "",
            withdrawn=r.key in withdrawn,
        ),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def record_dialogue(tx: Tx, batch: Sequence[Received[RecordDialogueV1]]) -> None:
    """Note meetings with partners."""
    done = await carry_out(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda r: dialogue.Record(r.message.dialogue_id, sent_on(r), r.message.held_on, r.message),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])
