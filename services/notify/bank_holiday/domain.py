"""Proclaiming that a day is a bank holiday, or none any more. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

SOURCE = (
    "Banking and Financial Dealings Act 1971 s1(2), (3): days are appointed by royal proclamation"
)
TITLE_CHARS_MAX = 100


@dataclass(frozen=True)
class Proclaim:
    """Say what a day is from now on; ``is_working`` tells how it is counted until now."""

    day: date
    holiday: bool
    title: str
    on: date
    today: date
    is_working: bool


Command = Proclaim


@dataclass(frozen=True)
class Proclaimed:
    """A day is proclaimed."""

    day: date
    holiday: bool
    title: str
    on: date


Event = Proclaimed


@dataclass(frozen=True)
class Proclamation:
    """The state of one; ``said`` is None where nothing came of it."""

    id: UUID
    said: Proclaimed | None = None


def decide(command: Command) -> tuple[Event, ...]:
    """What follows; nothing where the calendar says so already; raises Refused with the source."""
    match command:
        case Proclaim():
            _check(command)
            if command.is_working is not command.holiday:
                return ()
            return (Proclaimed(command.day, command.holiday, command.title, command.on),)
        case _:
            assert_never(command)


def evolve(state: Proclamation, event: Event) -> Proclamation:
    """The state after an event."""
    match event:
        case Proclaimed():
            return Proclamation(state.id, event)
        case _:
            assert_never(event)


def _check(command: Proclaim) -> None:
    if command.day.weekday() >= 5:
        reason = f"{command.day:%A} {command.day} is no working day, whatever is proclaimed."
        raise Refused(reason, SOURCE, "day", "weekend")
    if command.on > command.today:
        raise Refused("It can not have been proclaimed after today.", SOURCE, "on", "in_the_future")
    if command.day <= command.today:
        reason = (
            "A day is proclaimed before it comes: how late a thing was by then is told already."
        )
        raise Refused(reason, SOURCE, "day", "past")
    if not 0 < len(command.title) <= TITLE_CHARS_MAX:
        reason = f"Say what the day is called, in 1 to {TITLE_CHARS_MAX} characters."
        raise Refused(reason, SOURCE, "title", "title")
