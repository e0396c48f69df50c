"""The desk writes a contact down, and what was agreed as done; each once a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.access import NOTHING_HERE, Scope
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.tx import Cause, Tx
from chassis.web.forms import Posted, first_time
from services.correspondence import directory
from services.correspondence.access import POLICY
from services.correspondence.contact.domain import Action, Contact, Finish, Log
from services.correspondence.contact.handlers import give
from services.correspondence.contact.store import CONTACTS
from services.correspondence.directory import Addressee
from services.correspondence.read_models import last_contact, names
from services.correspondence.read_models.cases import CaseView
from services.correspondence.use_cases.actions import Actions

PERMISSION = "log_contact"


@dataclass(frozen=True)
class About:
    """With whom a contact may have been: a partnership's organisations; about which case, if about one."""

    partnership: str
    name: str
    region: str
    organisations: Sequence[Addressee]
    case: CaseView | None = None

    @property
    def scope(self) -> Scope:
        """Where it belongs."""
        return Scope(partnership=self.partnership, region=self.region)


@dataclass(frozen=True)
class Agreed:
    """One action as it was typed."""

    owner: str
    text: str
    due_on: date | None


@dataclass(frozen=True)
class Said:
    """A contact as it was typed."""

    channel: str
    contact_on: date
    organisations: Sequence[str]
    note: str | None
    actions: Sequence[Agreed]


async def about_case(actions: Actions, reference: str, actor: Actor) -> About:
    """A case's partnership, the look written down; raises NotFound outside the actor's scope."""
    case = await actions.case(reference, actor)
    async with actions.service.db.read() as conn:
        name = await directory.name_of(conn, case.partnership)
        found = await directory.addressees(conn, case.partnership, actions.today())
    return About(case.partnership, name, case.region_code, found, case)


async def about_partnership(actions: Actions, slug: str, actor: Actor) -> About:
    """A partnership by itself; raises NotFound for none, and outside the actor's scope."""
    async with actions.service.db.read() as conn:
        region = await directory.region_of(conn, slug)
        name = await directory.name_of(conn, slug)
        found = await directory.addressees(conn, slug, actions.today())
    about = About(slug, name, region or "", found)
    if region is None or not POLICY.may(actor, "see_desk", about.scope):
        raise NotFound(NOTHING_HERE)
    return about


async def log(actions: Actions, about: About, said: Said, actor: Actor, posted: Posted) -> None:
    """Write it down; the form's own id is the contact's. Raises Refused."""
    POLICY.check(actor, PERMISSION, about.scope)
    key = about.case.incident_id if about.case else posted.command_id
    async with actions.service.db.begin([key]) as tx:
        await names.note(tx, actor)
        command = await _command(actions, tx, about, said, actor)
        cause = Cause(posted.command_id, "request", str(key), actor.id, roles=actor.roles)
        if await give(tx, posted.command_id, key, command, cause):
            await last_contact.fold(
                tx.conn,
                about.partnership,
                command.channel,
                command.contact_on,
                to=command.organisations,
                partners=command.partners,
            )


async def _command(actions: Actions, tx: Tx, about: About, said: Said, actor: Actor) -> Log:
    chosen = [one for one in about.organisations if one.code in said.organisations]
    return Log(
        by=actor.id,
        today=tx.today,
        partnership=about.partnership,
        channel=said.channel,
        contact_on=said.contact_on,
        organisations=tuple(one.code for one in chosen),
        partners=tuple(dict.fromkeys(one.partner for one in chosen)),
        incident_id=about.case.incident_id if about.case else None,
        reference=about.case.reference if about.case else "",
        note=await _closed(actions, tx, about, said.note) if said.note else None,
        actions=tuple(
            [
                Action(
                    number,
                    await _closed(actions, tx, about, one.owner),
                    await _closed(actions, tx, about, one.text),
                    one.due_on,
                )
                for number, one in enumerate(said.actions, 1)
            ]
        ),
    )


async def _closed(actions: Actions, tx: Tx, about: About, text: str) -> str:
    """Sealed under the case's key; without a case the domain refuses to keep it, so it need not be."""
    if about.case is None:
        return text
    return await actions.service.keys.seal(tx.conn, about.case.incident_id, text)


async def find(actions: Actions, id_: UUID, actor: Actor) -> Contact:
    """A contact, the look written down; raises NotFound outside the actor's scope."""
    async with actions.service.db.read() as conn:
        found = (await CONTACTS.read(conn, [id_])).get(id_)
    if found is None:
        raise NotFound(NOTHING_HERE)
    if found.reference:
        await actions.case(found.reference, actor)
    else:
        await about_partnership(actions, found.partnership, actor)
        await actions.audit(actor, "saw contact", str(id_))
    return found


async def finish(
    actions: Actions, contact: Contact, number: int, actor: Actor, posted: Posted
) -> None:
    """Something that was agreed is done; raises Refused."""
    if contact.reference:
        about = await about_case(actions, contact.reference, actor)
    else:
        about = await about_partnership(actions, contact.partnership, actor)
    POLICY.check(actor, PERMISSION, about.scope)
    key = contact.incident_id or contact.id
    async with actions.service.db.begin([key]) as tx:
        if await first_time(tx.conn, posted):
            cause = Cause(posted.command_id, "request", str(key), actor.id, roles=actor.roles)
            await give(tx, contact.id, key, Finish(actor.id, tx.today, number), cause)
            await names.note(tx, actor)
