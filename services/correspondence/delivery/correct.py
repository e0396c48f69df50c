"""A failed delivery's task is closed by trying another address, which is the right one from then on."""

from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.errors import NotFound, Refused
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from services.correspondence import directory
from services.correspondence.delivery import tasks, work
from services.correspondence.delivery.work import Delivery
from services.correspondence.office_holder import handlers, store
from services.correspondence.office_holder.commands import Correct, Person
from services.correspondence.office_holder.domain import MAILBOX


async def correct_address(tx: Tx, task_id: UUID, mailbox: str, actor: Actor) -> None:
    """Send again to ``mailbox``, and to it from now on; raises Refused, NotFound."""
    if not MAILBOX.fullmatch(mailbox):
        raise Refused("Give an e-mail address.", field="mailbox", code="mailbox")
    delivery_id = await tasks.close_task(tx, task_id, actor.id)
    if delivery_id is None:
        raise NotFound("There is no such open task.")
    delivery = await work.find(tx.conn, delivery_id)
    assert delivery, "a task names its delivery"
    if not await _corrected(tx, delivery, mailbox, actor):
        await directory.correct_mailbox(tx.conn, delivery.organisation, mailbox)
    await work.again(tx.conn, delivery, mailbox)


async def _corrected(tx: Tx, delivery: Delivery, mailbox: str, actor: Actor) -> bool:
    """Where it went to a person who is still there, the address is that person's."""
    known = (await store.of(tx.conn, [delivery.organisation]))[delivery.organisation]
    holder = next((one for one in known.holders if one.id == delivery.holder), None)
    if holder is None or holder.struck:
        return False
    person = Person(holder.now.person.name, mailbox)
    command = Correct(actor.id, tx.today, holder.id, person)
    cause = Cause(uuid7(), "request", str(known.id), actor.id, roles=actor.roles)
    await handlers.give(tx, delivery.organisation, command, cause)
    return True
