"""One contact as the desk reads it: its note opened, what was agreed and how that stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.identity import Actor
from contracts.dialogue import Channel
from services.correspondence import directory
from services.correspondence.access import POLICY
from services.correspondence.contact.domain import Contact
from services.correspondence.read_models import names
from services.correspondence.use_cases import contacting
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.shown.timeline import ERASED
from services.correspondence.web.shown.words import day, label, partners, upper

DONE = {
    "logged": "The contact is written down. The note is read at the desk alone.",
    "done": "It is recorded that this is done.",
}


@dataclass(frozen=True)
class ActionShown:
    """One thing that was agreed."""

    number: int
    text: str
    owner: str
    due_on: date | None
    state: str
    colour: str
    is_open: bool


@dataclass(frozen=True)
class ContactView:
    """The page of one contact."""

    id: UUID
    title: str
    reference: str
    rows: Sequence[tuple[str, str]]
    note: str
    actions: Sequence[ActionShown]
    may_finish: bool
    notice: str | None


async def shown(actions: Actions, id_: UUID, actor: Actor, now: str) -> ContactView:
    """A contact for one reader, the look written down; raises NotFound outside their scope."""
    contact = await contacting.find(actions, id_, actor)
    async with actions.service.db.read() as conn:
        sealed = [
            contact.note,
            *(text for one in contact.actions for text in (one.text, one.owner)),
        ]
        keyed = [(contact.incident_id, one) for one in sealed if contact.incident_id]
        texts = await actions.service.keys.open_many(conn, keyed)
        named = await names.named(conn, [contact.by])
        partnership = await directory.name_of(conn, contact.partnership)
        known = {
            one.code: one.name
            for one in await directory.addressees(conn, contact.partnership, actions.today())
        }
    words = [text or (ERASED if one else "") for (_, one), text in zip(keyed, texts, strict=True)]
    channel = label(Channel, contact.channel)
    return ContactView(
        id=id_,
        title=f"{channel}, {day(contact.contact_on)}",
        reference=contact.reference,
        rows=[
            ("Partnership", partnership),
            ("With", _with(contact, known)),
            ("Written down by", named.get(contact.by, contact.by)),
        ],
        note=words[0] if words else "",
        actions=_actions(contact, words[1:], actions.today()),
        may_finish=POLICY.may(actor, contacting.PERMISSION),
        notice=DONE.get(now),
    )


def _with(contact: Contact, known: dict[str, str]) -> str:
    named = [known.get(one, one) for one in contact.organisations]
    return ", ".join(named) or upper(partners(list(contact.partners)))


def _actions(contact: Contact, words: Sequence[str], today: date) -> list[ActionShown]:
    return [
        ActionShown(one.number, text, owner, one.due_on, *_state(one.done_on, one.due_on, today))
        for one, text, owner in zip(contact.actions, words[::2], words[1::2], strict=True)
    ]


def _state(done_on: date | None, due_on: date | None, today: date) -> tuple[str, str, bool]:
    if done_on:
        return f"Done {day(done_on)}", "green", False
    return ("Late", "red", True) if due_on and due_on < today else ("To be done", "blue", True)
