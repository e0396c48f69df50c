"""Who speaks for an organisation from which day until which, and how it is written to. Pure.

Nothing is overwritten: what is noted of a person is a further version, and who was written to stays true.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.correspondence.office_holder.channel import kept_address
from services.correspondence.office_holder.commands import (
    Choose,
    Command,
    Correct,
    End,
    Enter,
    Forget,
    HandOver,
    Person,
    Strike,
)
from services.correspondence.office_holder.holder import SOURCE, Holder, Version

DEPUTY = "deputy"
MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Entered:
    """Someone holds a role."""

    holder_id: UUID
    role: str
    version: Version


@dataclass(frozen=True)
class Changed:
    """Something else was noted of someone."""

    holder_id: UUID
    version: Version


@dataclass(frozen=True)
class Chosen:
    """Letters come so from now on."""

    channel: str
    address: str
    by: str
    on: date


@dataclass(frozen=True)
class Forgotten:
    """No name and no address of someone is kept any more."""

    holder_id: UUID
    on: date


Event = Entered | Changed | Chosen | Forgotten


@dataclass(frozen=True)
class Organisation:
    """One partner's organisation in one partnership; the last of ``choices`` stands."""

    id: UUID
    code: str
    holders: tuple[Holder, ...] = ()
    choices: tuple[Chosen, ...] = ()

    @property
    def channel(self) -> str:
        """How letters come."""
        return self.choices[-1].channel if self.choices else "email"

    @property
    def address(self) -> str:
        """Where paper goes."""
        return self.choices[-1].address if self.choices else ""

    def speaker(self, roles: Sequence[str], on: date) -> Holder | None:
        """Who is written to on a day: the first of ``roles`` that someone holds."""
        holding = [one for one in self.holders if one.holds(on)]
        return next((one for role in roles for one in holding if one.role == role), None)


def decide(state: Organisation, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Enter():
            return _enter(state, command)
        case HandOver():
            return _hand_over(state, command)
        case Strike(holder_id=id_) if (known := _known(state, id_)) and known.struck:
            return ()
        case End() | Correct() | Strike():
            return _change(_found(state, command.holder_id), state, command)
        case Choose():
            return _choose(state, command)
        case Forget(on=on, before=before):
            return tuple(
                Forgotten(one.id, on)
                for one in state.holders
                if one.forgotten_on is None and one.left_on is not None and one.left_on < before
            )
        case _:
            assert_never(command)


def _enter(state: Organisation, command: Enter) -> tuple[Event, ...]:
    if known := _known(state, command.holder_id):
        return known.again(command.role, command.person, command.holds_from, command.holds_until)
    _check(command.person)
    _in_order(command.holds_from, command.holds_until, "holds_until")
    _free(state, command.role, command.holds_from, command.holds_until)
    return (
        Entered(
            command.holder_id,
            command.role,
            Version(
                "entered",
                command.by,
                command.on,
                command.person,
                command.holds_from,
                command.holds_until,
            ),
        ),
    )


def _hand_over(state: Organisation, command: HandOver) -> tuple[Event, ...]:
    if known := _known(state, command.successor_id):
        until = known.versions[0].holds_until
        return known.again(known.role, command.person, command.from_day, until)
    before, day = _found(state, command.holder_id), command.from_day
    last = day - timedelta(days=1)
    _check(command.person)
    _in_order(before.now.holds_from, last, "from_day")
    if before.now.holds_until is not None and before.now.holds_until < last:
        raise Refused("They hold it no more by then: enter who follows.", SOURCE, "from_day")
    until = before.now.holds_until
    next_until = until if until is not None and until >= day else None
    others = replace(state, holders=tuple(one for one in state.holders if one.id != before.id))
    _free(others, before.role, day, next_until)
    ended = replace(
        before.now, change="handed_over", by=command.by, on=command.on, holds_until=last
    )
    entered = Version("entered", command.by, command.on, command.person, day, next_until)
    return (
        Changed(before.id, ended),
        Entered(command.successor_id, before.role, entered),
    )


def _change(
    holder: Holder, state: Organisation, command: End | Correct | Strike
) -> tuple[Event, ...]:
    now = replace(holder.now, by=command.by, on=command.on)
    match command:
        case End(last_day=last):
            _in_order(now.holds_from, last, "last_day")
            if now.holds_until is None or last > now.holds_until:
                rest = tuple(one for one in state.holders if one.id != holder.id)
                _free(replace(state, holders=rest), holder.role, now.holds_from, last, "last_day")
            then = replace(now, change="ended", holds_until=last)
            same = last == holder.now.holds_until
        case Correct(person=person):
            _check(person)
            then = replace(now, change="corrected", person=person)
            same = person == holder.now.person
        case Strike():
            then, same = replace(now, change="struck"), False
        case _:
            assert_never(command)
    return () if same else (Changed(holder.id, then),)


def _choose(state: Organisation, command: Choose) -> tuple[Event, ...]:
    chosen = command.channel, kept_address(command, state.address)
    if chosen == (state.channel, state.address):
        return ()
    return (Chosen(*chosen, command.by, command.on),)


def _known(state: Organisation, id_: UUID) -> Holder | None:
    return next((one for one in state.holders if one.id == id_), None)


def _found(state: Organisation, id_: UUID) -> Holder:
    found = _known(state, id_)
    if found is None or not found.is_open:
        raise Refused("There is no such person here.", SOURCE, code="unknown")
    return found


def _check(person: Person) -> None:
    if not person.name:
        raise Refused("Give the person's name.", SOURCE, "name")
    if not MAILBOX.fullmatch(person.mailbox):
        raise Refused("Give an e-mail address at work.", SOURCE, "mailbox")


def _in_order(first: date, last: date | None, field: str) -> None:
    if last is not None and last < first:
        raise Refused("The last day comes before the first.", SOURCE, field)


def _free(
    state: Organisation, role: str, first: date, last: date | None, field: str = "holds_from"
) -> None:
    """A role has one holder on each day; of deputies there may be several."""
    if role == DEPUTY:
        return
    for one in state.holders:
        if one.role == role and not one.struck and one.meets(first, last):
            name = one.now.person.name or "Somebody"
            words = f"{name} holds it in these days: hand it over from a day on."
            raise Refused(words, SOURCE, field, "held")


def evolve(state: Organisation, event: Event) -> Organisation:
    """The state after an event."""
    match event:
        case Entered():
            holder = Holder(event.holder_id, event.role, (event.version,))
            return replace(state, holders=(*state.holders, holder))
        case Changed(holder_id=id_, version=version):
            return _with(state, id_, lambda one: replace(one, versions=(*one.versions, version)))
        case Forgotten(holder_id=id_, on=on):
            return _with(state, id_, lambda one: one.forgotten(on))
        case Chosen():
            return replace(state, choices=(*state.choices, event))
        case _:
            assert_never(event)


def _with(state: Organisation, id_: UUID, then: Callable[[Holder], Holder]) -> Organisation:
    return replace(
        state, holders=tuple(then(one) if one.id == id_ else one for one in state.holders)
    )
