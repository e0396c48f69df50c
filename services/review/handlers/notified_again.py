"""What ``notify`` tells of an incident again: withdrawn, a duplicate, another authority's."""

from collections.abc import Callable, Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.notify import NotificationWithdrawnV1
from contracts.notify_changes import (
    DuplicateAbsorbedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
)
from services.review import aggregates, stores
from services.review.agency_return import domain as agency_return
from services.review.consideration import commands as consideration_commands
from services.review.handlers import cases as handlers
from services.review.rapid_review import commands as rapid_review
from services.review.rapid_review import wire as rapid_review_wire
from services.review.request import domain as request

NOT_MET = "Working Together, chapter 5: the criteria are found not to be met"


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(NotificationWithdrawnV1)
    async def cancel(tx: Tx, batch: Sequence[Received[NotificationWithdrawnV1]]) -> None:
        await _end(tx, batch, lambda _: NOT_MET)

    @consumes(NotificationMarkedDuplicateV1)
    async def cancel_duplicates(
        tx: Tx, batch: Sequence[Received[NotificationMarkedDuplicateV1]]
    ) -> None:
        await _end(tx, batch, lambda r: f"The same incident goes on as {r.survivor_reference}")

    @consumes(DuplicateAbsorbedV1)
    async def antedate(tx: Tx, batch: Sequence[Received[DuplicateAbsorbedV1]]) -> None:
        await handlers.change(
            tx,
            aggregates.RAPID_REVIEW,
            batch,
            lambda r: rapid_review.Move(since=r.message.review_from),
        )

    @consumes(NotificationReassignedV1)
    async def reassign(tx: Tx, batch: Sequence[Received[NotificationReassignedV1]]) -> None:
        await stores.move_files(tx.conn, [one.message for one in batch])
        await handlers.change(
            tx,
            aggregates.RAPID_REVIEW,
            batch,
            lambda r: rapid_review_wire.reassign_from(r.message),
        )


async def _end(tx: Tx, batch: Sequence[Received[Any]], basis: Callable[[Any], str]) -> None:
    """No rapid review is due any more; what the national body had before it, it has no longer."""
    done = await handlers.carry_out(
        tx, aggregates.RAPID_REVIEW, batch, lambda r: rapid_review.Cancel(basis(r.message))
    )
    await handlers.carry_out(
        tx, aggregates.CONSIDERATION, done, lambda _: consideration_commands.Stop()
    )
    await handlers.carry_out(tx, aggregates.REQUEST, done, lambda _: request.Close(None))
    await handlers.carry_out(tx, aggregates.AGENCY_RETURN, done, lambda _: agency_return.Stop())
    await handlers.tell_changed(tx, done)
