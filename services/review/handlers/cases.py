"""Commands of cases and meetings: each handler takes a batch and tells the states that changed."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date
from typing import Any, TypeVar
from uuid import UUID

from chassis.clock import london_date
from chassis.dispatch import Received
from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.envelope import Message
from contracts.review.consideration import (
    ListForMeetingV1,
    RecuseMemberV1,
)
from contracts.review.meeting import (
    ArrangeMeetingV1,
    OfferDialogueV1,
    RecordAttendanceV1,
    RecordDialogueV1,
)
from services.review import aggregates, sitting, stores
from services.review.case_state import tell_states
from services.review.consideration import commands as consideration_commands
from services.review.dialogue import domain as dialogue
from services.review.meeting import domain as meeting
from services.review.meeting import wire as meeting_wire

M = TypeVar("M", bound=Message)
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


async def change(
    tx: Tx,
    aggregate: Aggregate[Any, Any, Any],
    batch: Batch,
    command: Callable[[Received[Any]], Any],
) -> None:
    """Carry out one command a message, and tell how the cases that it changed stand now."""
    await tell_changed(tx, await carry_out(tx, aggregate, batch, command))


async def tell_changed(tx: Tx, done: Batch) -> None:
    """Tell how these cases stand now."""
    await tell_states(tx, [(r.key, r.cause) for r in done])


def waves(batch: Sequence[Received[M]]) -> list[list[Received[M]]]:
    """The batch in parts that hold each key once: what reads a case sees what came before it."""
    found: list[list[Received[M]]] = []
    seen: Counter[UUID] = Counter()
    for one in batch:
        if seen[one.key] == len(found):
            found.append([])
        found[seen[one.key]].append(one)
        seen[one.key] += 1
    return found


async def begin_rounds(tx: Tx, came: Sequence[tuple[UUID, date, Cause]]) -> None:
    """What the partners sent is before the national body, from the day on which they sent it."""
    files = await stores.files(tx.conn, [key for key, _, _ in came])
    known = await sitting.register(tx.conn)

    def receive(key: UUID, on: date) -> consideration_commands.Receive:
        apart = sitting.shut_out(known, files[key].partnership, on)
        return consideration_commands.Receive(on, files[key].reference, tuple(apart))

    begin: list[Order[consideration_commands.Command]] = [
        Order(key, key, receive(key, on), cause) for key, on, cause in came
    ]
    await execute(tx, aggregates.CONSIDERATION, begin)


async def list_for_meeting(tx: Tx, batch: Sequence[Received[ListForMeetingV1]]) -> None:
    """Put cases on agendas."""
    meetings = await stores.MEETINGS.read(tx.conn, [r.message.meeting_id for r in batch])

    def command(r: Received[ListForMeetingV1]) -> consideration_commands.ListFor:
        found = meetings.get(r.message.meeting_id)
        return consideration_commands.ListFor(r.message.meeting_id, found.on if found else None)

    await change(tx, aggregates.CONSIDERATION, batch, command)


async def recuse(tx: Tx, batch: Sequence[Received[RecuseMemberV1]]) -> None:
    """Keep members out of cases."""
    await change(
        tx,
        aggregates.CONSIDERATION,
        batch,
        lambda r: consideration_commands.Recuse(r.message.member_id, r.message.reason),
    )


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
    known = await sitting.register(tx.conn)
    met = await stores.MEETINGS.read(tx.conn, [r.key for r in batch])

    def command(r: Received[RecordAttendanceV1]) -> meeting.RecordAttendance:
        came, found = meeting_wire.members_from(r.message.members), met.get(r.key)
        on = found.on if found and found.on else sent_on(r)
        return meeting.RecordAttendance(sent_on(r), came, sitting.counting(known, came, on))

    await carry_out(tx, aggregates.MEETING, batch, command)


async def offer_dialogue(tx: Tx, batch: Sequence[Received[OfferDialogueV1]]) -> None:
    """Offer meetings to partners."""
    files = await stores.files(tx.conn, [r.key for r in batch])
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])
    withdrawn = {key for key, review in reviews.items() if review.status == "cancelled"}
    await change(
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
            join_link=r.message.join_link,
        ),
    )


async def record_dialogue(tx: Tx, batch: Sequence[Received[RecordDialogueV1]]) -> None:
    """Note meetings with partners."""
    await change(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda r: dialogue.Record(r.message.dialogue_id, sent_on(r), r.message.held_on, r.message),
    )
