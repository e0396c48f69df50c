"""A failed delivery's task is closed by trying another address."""

from uuid import UUID

from chassis.errors import NotFound, Refused
from chassis.tx import Tx
from services.correspondence import directory
from services.correspondence.delivery import work


async def correct_address(tx: Tx, task_id: UUID, mailbox: str, by: str) -> None:
    """Send again to ``mailbox``, and to it from now on; raises Refused, NotFound."""
    if "@" not in mailbox:
        raise Refused("Give an e-mail address.", field="mailbox", code="mailbox")
    delivery_id = await work.close_task(tx, task_id, by)
    if delivery_id is None:
        raise NotFound("There is no such open task.")
    delivery = await work.find(tx.conn, delivery_id)
    assert delivery, "a task names its delivery"
    await directory.correct_mailbox(tx.conn, delivery.organisation, mailbox)
    await work.again(tx.conn, delivery, mailbox)
