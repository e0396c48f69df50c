"""Commands of cases and meetings: each handler takes a batch and tells the states that changed."""

from collections.abc import Callable, Sequence
from datetime import UTC
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


async def carry_out(
    tx: Tx, aggregate: Aggregate[Any, Any, Any], batch: Batch, command: Callable[[Any], Any]
) -> list[Received[Any]]:
    """Carry out one command a message on the object of its key; those that changed something."""
    orders = [Order(r.key, r.key, command(r.message), r.cause) for r in batch]
    results = await execute(tx, aggregate, orders)
    return [r for r, events in zip(batch, results, strict=True) if events]


async def explain_delay(tx: Tx, batch: Sequence[Received[ExplainRapidReviewDelayV1]]) -> None:
    """Explain a rapid review's lateness."""
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda c: rapid_review_wire.explain_from(c, tx.today),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def submit(tx: Tx, batch: Sequence[Received[SubmitRapidReviewV1]]) -> None:
    """Receive a version of the rapid review, and begin a round of consideration with it."""
    done = await carry_out(
        tx,
        aggregates.RAPID_REVIEW,
        batch,
        lambda c: rapid_review_wire.submit_from(c, tx.today),
    )
    files = await stores.files(tx.conn, [r.key for r in done])
    begin: list[Order[consideration_commands.Command]] = [
        Order(
            r.key, r.key, consideration_commands.Receive(tx.today, files[r.key].reference), r.cause
        )
        for r in done
    ]
    await execute(tx, aggregates.CONSIDERATION, begin)
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def list_for_meeting(tx: Tx, batch: Sequence[Received[ListForMeetingV1]]) -> None:
    """Put cases on agendas."""
    meetings = await stores.MEETINGS.read(tx.conn, [r.message.meeting_id for r in batch])

    def command(c: ListForMeetingV1) -> consideration_commands.ListFor:
        found = meetings.get(c.meeting_id)
        return consideration_commands.ListFor(c.meeting_id, found.on if found else None)

    done = await carry_out(tx, aggregates.CONSIDERATION, batch, command)
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def recuse(tx: Tx, batch: Sequence[Received[RecuseMemberV1]]) -> None:
    """Keep members out of cases."""
    done = await carry_out(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda c: consideration_commands.Recuse(c.member_id, c.reason),
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
        today=tx.today,
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
        lambda c: request.Answer(tx.today, c.partner, c.numbers),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def arrange_meeting(tx: Tx, batch: Sequence[Received[ArrangeMeetingV1]]) -> None:
    """Set meetings of the national body."""
    await carry_out(
        tx,
        aggregates.MEETING,
        batch,
        lambda c: meeting.Arrange(
            c.starts_at, london_date(c.starts_at), meeting_wire.members_from(c.members)
        ),
    )


async def record_attendance(tx: Tx, batch: Sequence[Received[RecordAttendanceV1]]) -> None:
    """Record who was present."""
    await carry_out(
        tx,
        aggregates.MEETING,
        batch,
        lambda c: meeting.RecordAttendance(tx.today, meeting_wire.members_from(c.members)),
    )


async def offer_dialogue(tx: Tx, batch: Sequence[Received[OfferDialogueV1]]) -> None:
    """Offer meetings to partners."""
    files = await stores.files(tx.conn, [r.key for r in batch])
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])
    withdrawn = {key for key, review in reviews.items() if review.status == "cancelled"}
    ids = {r.message: r.cause.id for r in batch}
    done = await carry_out(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda c: dialogue.Offer(
            dialogue_id=ids[c],
            now=tx.now,
            starts_at=c.starts_at.astimezone(UTC),
            minutes=c.minutes,
            reason=c.reason,
            reference=files[c.incident_id].reference if c.incident_id in files else "",
            withdrawn=c.incident_id in withdrawn,
        ),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])


async def record_dialogue(tx: Tx, batch: Sequence[Received[RecordDialogueV1]]) -> None:
    """Note meetings with partners."""
    done = await carry_out(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda c: dialogue.Record(c.dialogue_id, tx.today, c.held_on, c),
    )
    await tell_states(tx, [(r.key, r.cause) for r in done])
