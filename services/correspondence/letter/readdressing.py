"""A case was given to another authority: its letter that is not out yet goes to the partners there."""

from chassis.execute import Order, execute
from chassis.tx import Cause, Tx
from contracts.notify_changes import NotificationReassignedV1
from services.correspondence.letter import commands, store
from services.correspondence.letter.handlers import aggregate
from services.correspondence.letter.wire import announce_step


async def readdress(tx: Tx, fact: NotificationReassignedV1, cause: Cause) -> None:
    """A letter that waited for approval waits as a draft: who prepared it had others in mind."""
    ids = await store.readdress(tx.conn, fact.incident_id, fact.to_area.partnership)
    command = commands.Readdress()
    orders: list[Order[commands.Command]] = [
        Order(id_, fact.incident_id, command, cause) for id_ in ids
    ]
    await execute(tx, aggregate(announce_step), orders)
