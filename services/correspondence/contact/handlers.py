"""Use cases of contacts: written down at the desk or told of by review; what was agreed is done."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from chassis.execute import Aggregate, Order, execute
from chassis.tx import Cause, Tx
from contracts.dialogue import ContactActionDoneV1, ContactLoggedV1
from contracts.envelope import Fact
from services.correspondence.contact import domain
from services.correspondence.contact.store import CONTACTS


def announce(
    state: domain.Contact, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """What is about a case is told, without its words; of a meeting, review told already."""
    match event:
        case domain.Logged():
            return () if state.held or not state.incident_id else (_logged(state),)
        case domain.Finished():
            return (_done(state, event),) if state.incident_id else ()
        case _:
            assert_never(event)


def _logged(state: domain.Contact) -> ContactLoggedV1:
    return ContactLoggedV1(
        incident_id=state.incident_id,
        reference=state.reference,
        contact_id=state.id,
        channel=state.channel,
        contact_on=state.contact_on,
        partners=state.partners,
        organisations=state.organisations,
        actions=len(state.actions),
    )


def _done(state: domain.Contact, event: domain.Finished) -> ContactActionDoneV1:
    [action] = [one for one in state.actions if one.number == event.number]
    return ContactActionDoneV1(
        incident_id=state.incident_id,
        reference=state.reference,
        contact_id=state.id,
        number=event.number,
        due_on=action.due_on,
        done_on=event.on,
    )


CONTACT = Aggregate(
    load=CONTACTS.load,
    blank=domain.Contact,
    decide=domain.decide,
    evolve=domain.evolve,
    save=CONTACTS.save,
    announce=announce,
)


async def give(tx: Tx, id_: UUID, key: UUID, command: domain.Command, cause: Cause) -> bool:
    """One command for one contact, whether something came of it; raises Refused."""
    [done] = await execute(tx, CONTACT, [Order(id_, key, command, cause)])
    return bool(done)
