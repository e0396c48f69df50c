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
from services.correspondence.policy.deliveries import delivery_rule


async def correct_address(tx: Tx, task_id: UUID, mailbox: str, actor: Actor) -> None:
    """Send again to ``mailbox``, and to it from now on; raises Refused, NotFound."""
    if not MAILBOX.fullmatch(mailbox):
        raise Refused("Give an e-mail address.", field="mailbox", code="mailbox")
    delivery_id = await tasks.close_task(tx, task_id, actor.id)
    if delivery_id is None:
        raise NotFound("There is no such open task.")
    delivery = await work.find(tx.conn, delivery_id)
    assert delivery, "a task names its delivery"
    holder = await _kept(tx, delivery, mailbox, actor)
    await work.again(tx.conn, delivery, mailbox, holder)


async def _kept(tx: Tx, delivery: Delivery, mailbox: str, actor: Actor) -> UUID | None:
    """Who is written to at the address; where it is new, it is from now on that of whom the message went to.

    Who holds their role no more is not written to again: whoever speaks now is, or the organisation.
    """
    known = (await store.of(tx.conn, [delivery.organisation]))[delivery.organisation]
    now = known.speaker(delivery_rule(tx.today).roles, tx.today)
    if now and now.now.person.mailbox == mailbox:
        return now.id
    was = next((one for one in known.holders if one.id == delivery.holder), None)
    if was is None:
        await directory.correct_mailbox(tx.conn, delivery.organisation, mailbox)
        return None
    if not was.holds(tx.today):
        return now.id if now else None
    command = Correct(actor.id, tx.today, was.id, Person(was.now.person.name, mailbox))
    cause = Cause(uuid7(), "request", str(known.id), actor.id, roles=actor.roles)
    await handlers.give(tx, delivery.organisation, command, cause)
    return was.id
