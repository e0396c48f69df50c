"""How a letter was received by one organisation: that it was read, and whether it was clear. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID


@dataclass(frozen=True)
class About:
    """Whose reading of which letter."""

    letter_id: UUID
    incident_id: UUID
    reference: str
    kind: str
    partner: str
    organisation: str


@dataclass(frozen=True)
class Acknowledge:
    """Somebody there has read it."""

    about: About
    by: str
    on: date


@dataclass(frozen=True)
class Say:
    """Somebody there says whether it was clear; ``words`` are sealed. The last word counts."""

    id: UUID
    about: About
    by: str
    on: date
    clear: str
    words: str | None = None


Command = Acknowledge | Say


@dataclass(frozen=True)
class Acknowledged:
    """It was read."""

    command: Acknowledge


@dataclass(frozen=True)
class Said:
    """It was clear, or was not."""

    command: Say


Event = Acknowledged | Said


@dataclass(frozen=True)
class Reception:
    """The state; who answers has read."""

    id: UUID
    about: About | None = None
    read_by: str = ""
    read_on: date | None = None
    said: Say | None = None


def decide(state: Reception, command: Command) -> tuple[Event, ...]:
    """What follows; nothing is refused, and a repeat is quiet."""
    match command:
        case Acknowledge():
            return () if state.read_on else (Acknowledged(command),)
        case Say():
            first = decide(state, Acknowledge(command.about, command.by, command.on))
            return (*first, *(() if _again(state.said, command) else (Said(command),)))
        case _:
            assert_never(command)


def _again(before: Say | None, now: Say) -> bool:
    """The same form once more, or the same answer without a word to it."""
    if before is None:
        return False
    return before.id == now.id or (before.clear == now.clear and not (before.words or now.words))


def evolve(state: Reception, event: Event) -> Reception:
    """The state after an event."""
    match event:
        case Acknowledged(command=read):
            return replace(state, about=read.about, read_by=read.by, read_on=read.on)
        case Said():
            return replace(state, said=event.command)
        case _:
            assert_never(event)
