"""What review tells of regional groups, folded for the desk."""

from collections.abc import Sequence
from typing import Any

from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.tx import Tx
from services.correspondence.read_models import regional_groups


def register(consumes: Consumes) -> None:
    """The consumers of these facts."""

    @consumes(*regional_groups.TOLD)
    async def fold_groups(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await regional_groups.fold(tx.conn, batch)
