"""Meetings with partners that are moved or called off."""

from collections.abc import Sequence
from datetime import UTC

from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review.meeting_changes import CallOffDialogueV1, MoveDialogueV1
from services.review import aggregates, stores
from services.review.dialogue import domain as dialogue
from services.review.handlers.cases import change
from services.review.senders import Commands


def register(commands: Commands) -> None:
    """The handlers of these commands."""
    commands(MoveDialogueV1)(move)
    commands(CallOffDialogueV1)(call_off)


async def move(tx: Tx, batch: Sequence[Received[MoveDialogueV1]]) -> None:
    """Hold meetings at another time, or elsewhere."""
    reviews = await stores.RAPID_REVIEWS.read(tx.conn, [r.key for r in batch])
    withdrawn = {key for key, review in reviews.items() if review.status == "cancelled"}
    await change(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda r: dialogue.Move(
            change_id=r.cause.id,
            dialogue_id=r.message.dialogue_id,
            now=tx.now,  # as with an offer, however long it was on its way
            starts_at=r.message.starts_at.astimezone(UTC),
            minutes=r.message.minutes,
            reason=r.message.reason,
            withdrawn=r.key in withdrawn,
            join_link=r.message.join_link,
        ),
    )


async def call_off(tx: Tx, batch: Sequence[Received[CallOffDialogueV1]]) -> None:
    """Call meetings off."""
    await change(
        tx,
        aggregates.DIALOGUE,
        batch,
        lambda r: dialogue.CallOff(r.message.dialogue_id, r.message.reason),
    )
