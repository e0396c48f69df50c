"""What review tells of the national body's own work, folded for the desk."""

from collections.abc import Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from contracts.review.consideration import MemberRecusedV1
from contracts.review.minutes import MinutesAgreedV1
from contracts.review.preparation import ReadersAllocatedV1
from services.correspondence.read_models import meetings, members, readers


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(*members.TOLD)
    async def fold_members(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await members.fold(tx.conn, [one.message for one in batch])

    @consumes(ReadersAllocatedV1)
    async def allocated(tx: Tx, batch: Sequence[Received[ReadersAllocatedV1]]) -> None:
        await readers.give(tx.conn, [one.message for one in batch])

    @consumes(MemberRecusedV1)
    async def recused(tx: Tx, batch: Sequence[Received[MemberRecusedV1]]) -> None:
        for one in batch:
            await readers.take(tx.conn, one.key, one.message.member_id)

    @consumes(MinutesAgreedV1)
    async def agreed(tx: Tx, batch: Sequence[Received[MinutesAgreedV1]]) -> None:
        await meetings.agree(tx.conn, [one.message for one in batch])
