"""Reminders of what partners owe after a letter: a little before it is due, then now and then, not for ever. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID


@dataclass(frozen=True)
class Owed:
    """One clock that runs, and who owes; ``clock`` as it is told."""

    code: str
    started_on: date
    due_on: date
    partners: tuple[str, ...]
    clock: Any


@dataclass(frozen=True)
class Remind:
    """A day has come; ``due_until``: what is due later is not reminded of yet.

    ``quiet_since``: who was reminded after that day is left alone; ``times_max``: as is who was so often.
    """

    on: date
    reference: str
    owed: tuple[Owed, ...]
    due_until: date
    quiet_since: date
    times_max: int


Command = Remind


@dataclass(frozen=True)
class Reminded:
    """Partners were reminded of one clock."""

    on: date
    owed: Owed
    times: int


Event = Reminded


@dataclass(frozen=True)
class Told:
    """The reminders of one clock of one letter."""

    code: str
    started_on: date
    last_on: date
    times: int


@dataclass(frozen=True)
class Reminders:
    """All reminders of a case."""

    id: UUID
    told: tuple[Told, ...] = ()


def decide(state: Reminders, command: Command) -> tuple[Event, ...]:
    """What follows; a tick is never refused."""
    return tuple(_due(state, command))


def _due(state: Reminders, command: Remind) -> Iterator[Reminded]:
    for owed in command.owed:
        told = _of(state, owed)
        enough = told and (told.times >= command.times_max or told.last_on > command.quiet_since)
        if owed.partners and owed.due_on <= command.due_until and not enough:
            yield Reminded(command.on, owed, told.times + 1 if told else 1)


def _of(state: Reminders, owed: Owed) -> Told | None:
    mine = (one for one in state.told if (one.code, one.started_on) == _key(owed))
    return next(mine, None)


def _key(owed: Owed) -> tuple[str, date]:
    return owed.code, owed.started_on


def evolve(state: Reminders, event: Event) -> Reminders:
    """The state after an event."""
    match event:
        case Reminded(owed=owed):
            others = tuple(one for one in state.told if (one.code, one.started_on) != _key(owed))
            now = Told(owed.code, owed.started_on, event.on, event.times)
            return replace(state, told=(*others, now))
        case _:
            assert_never(event)
