"""Who speaks for an organisation, as a page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.codes import Partner
from contracts.speaking import Channel, HolderChange, SpeaksAs
from services.correspondence.office_holder.commands import Person
from services.correspondence.office_holder.domain import Organisation
from services.correspondence.office_holder.holder import Holder
from services.correspondence.policy.deliveries import delivery_rule
from services.correspondence.read_models.organisations import Registered
from services.correspondence.web.moves.kind import choices_of
from services.correspondence.web.shown.words import day, label

TODAY, TO_COME, ENDED, STRUCK = (
    ("Today", "green"),
    ("To come", "blue"),
    ("Ended", "grey"),
    ("Struck out", "grey"),
)
NOT_KEPT = "Name no longer kept"


@dataclass(frozen=True)
class Listed:
    """One organisation in a list, and to whom a letter of today goes."""

    code: str
    partnership: str
    partner: str
    name: str
    to: str
    channel: str
    mine: bool


@dataclass(frozen=True)
class ListView:
    """The list of organisations; ``more``: what the address of its next page asks for, where there is one."""

    root: str
    is_desk: bool
    words: str
    lines: Sequence[Listed]
    is_later: bool = False
    more: str = ""


@dataclass(frozen=True)
class PersonShown:
    """Someone who speaks for an organisation."""

    id: UUID
    role: str
    name: str
    mailbox: str
    days: str
    state: str
    colour: str
    open: bool


@dataclass(frozen=True)
class Noted:
    """One line of what was noted: when, by whom, of whom, and what."""

    on: date
    by: str
    who: str
    what: str


@dataclass(frozen=True)
class OrganisationView:
    """One organisation."""

    address: str
    name: str
    partnership: str
    partner: str
    to: str
    mailbox: str
    channel: str
    people: Sequence[PersonShown]
    history: Sequence[Noted]
    may_keep: bool
    others: Sequence[tuple[str, str]] = ()
    notice: str | None = None

    roles = tuple(choices_of(SpeaksAs))
    channels = tuple(choices_of(Channel))


@dataclass(frozen=True)
class HolderView:
    """One person, and what may be noted of them."""

    address: str
    organisation: str
    person: PersonShown


def listed(one: Registered, state: Organisation, on: date, *, mine: bool) -> Listed:
    """One organisation in the list."""
    return Listed(
        code=one.code,
        partnership=one.partnership_name,
        partner=label(Partner, one.partner),
        name=one.name,
        to=_to(one, state, on),
        channel=label(Channel, state.channel),
        mine=mine,
    )


def _to(one: Registered, state: Organisation, on: date) -> str:
    found = state.speaker(delivery_rule(on).roles, on)
    if found is None:
        return f"The organisation's mailbox, {one.mailbox}" if one.mailbox else "Nobody is known"
    return f"{found.now.person.name}, {label(SpeaksAs, found.role).lower()}"


def organisation(
    one: Registered,
    state: Organisation,
    named: Mapping[str, str],
    on: date,
    *,
    address: str,
    may_keep: bool,
    others: Sequence[tuple[str, str]] = (),
    notice: str | None = None,
) -> OrganisationView:
    """The page of one; who holds a role today on top."""
    people = [person(holder, on) for holder in state.holders]
    order = [TODAY[0], TO_COME[0], ENDED[0], STRUCK[0]]
    chosen = label(Channel, state.channel)
    return OrganisationView(
        address=address,
        name=one.name,
        partnership=one.partnership_name,
        partner=label(Partner, one.partner),
        to=_to(one, state, on),
        mailbox=one.mailbox or "None is known",
        channel=f"{chosen}: {', '.join(state.address.split(chr(10)))}" if state.address else chosen,
        people=sorted(people, key=lambda shown: order.index(shown.state)),
        history=_history(state, named),
        may_keep=may_keep,
        others=others,
        notice=notice,
    )


def person(holder: Holder, on: date) -> PersonShown:
    """One person on a day."""
    now = holder.now
    until = f" to {day(now.holds_until)}" if now.holds_until else ""
    state, colour = _state(holder, on)
    return PersonShown(
        id=holder.id,
        role=label(SpeaksAs, holder.role),
        name=now.person.name or NOT_KEPT,
        mailbox=now.person.mailbox,
        days=f"{day(now.holds_from)}{until}" if until else f"from {day(now.holds_from)}",
        state=state,
        colour=colour,
        open=holder.is_open,
    )


def _state(holder: Holder, on: date) -> tuple[str, str]:
    if holder.struck:
        return STRUCK
    if holder.holds(on):
        return TODAY
    return TO_COME if holder.now.holds_from > on else ENDED


def _history(state: Organisation, named: Mapping[str, str]) -> Sequence[Noted]:
    people = [
        Noted(
            version.on,
            named.get(version.by, version.by),
            _who(version.person),
            f"{label(HolderChange, version.change)}: {label(SpeaksAs, holder.role).lower()}"
            f" from {day(version.holds_from)}"
            + (f" to {day(version.holds_until)}" if version.holds_until else ""),
        )
        for holder in state.holders
        for version in holder.versions
    ]
    chosen = [
        Noted(one.on, named.get(one.by, one.by), "", f"Letters come: {label(Channel, one.channel)}")
        for one in state.choices
    ]
    return sorted([*people, *chosen], key=lambda noted: noted.on)


def _who(one: Person) -> str:
    return f"{one.name}, {one.mailbox}" if one.name else NOT_KEPT


def actors(state: Organisation) -> set[str]:
    """Everyone who noted something."""
    noted = {version.by for holder in state.holders for version in holder.versions}
    return noted | {one.by for one in state.choices}
