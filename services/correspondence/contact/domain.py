"""A call, a meeting or a message between the Panel and partners: who, when, how, and what was agreed. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

KEPT = "own rule of the Panel on contacts with partners"


@dataclass(frozen=True)
class Action:
    """What was agreed; ``owner`` and ``text`` are sealed."""

    number: int
    owner: str
    text: str
    due_on: date | None = None
    done_on: date | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Log:
    """Write a contact down; ``today`` is the day on which that is done.

    ``note`` is sealed under the key of the case. ``held``: review tells of a meeting that was held.
    """

    by: str
    today: date
    partnership: str
    channel: str
    contact_on: date
    organisations: tuple[str, ...]
    partners: tuple[str, ...]
    incident_id: UUID | None = None
    reference: str = ""
    note: str | None = None
    actions: tuple[Action, ...] = ()
    held: bool = False


@dataclass(frozen=True)
class Finish:
    """Something that was agreed is done."""

    by: str
    on: date
    number: int


Command = Log | Finish


@dataclass(frozen=True)
class Logged:
    """It is written down."""

    command: Log


@dataclass(frozen=True)
class Finished:
    """An action is done."""

    by: str
    on: date
    number: int


Event = Logged | Finished


@dataclass(frozen=True)
class Contact:
    """The state; blank before it is written down."""

    id: UUID
    by: str = ""
    partnership: str = ""
    channel: str = ""
    contact_on: date | None = None
    organisations: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    incident_id: UUID | None = None
    reference: str = ""
    note: str | None = None
    actions: tuple[Action, ...] = ()
    held: bool = False

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """What was agreed and is not done."""
        return tuple(one for one in self.actions if one.done_on is None)


def decide(state: Contact, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Log():
            return () if state.contact_on else _log(command)
        case Finish():
            return _finish(state, command)
        case _:
            assert_never(command)


def _log(command: Log) -> tuple[Event, ...]:
    if command.contact_on > command.today:
        raise Refused("It has not taken place yet.", KEPT, "contact_on", "future")
    if not command.partners:
        raise Refused("Say with whom.", KEPT, "organisations", "nobody")
    if not command.incident_id and (command.note or command.actions):
        field = "note" if command.note else "actions"
        reason = (
            "What is said is kept under the key of a case: log it from a case, or leave it out."
        )
        raise Refused(reason, KEPT, field, "no_case")
    return (Logged(command),)


def _finish(state: Contact, command: Finish) -> tuple[Event, ...]:
    found = [one for one in state.actions if one.number == command.number]
    if not found:
        raise Refused("No such action was agreed.", KEPT, "number", "unknown")
    return () if found[0].done_on else (Finished(command.by, command.on, command.number),)


def evolve(state: Contact, event: Event) -> Contact:
    """The state after an event."""
    match event:
        case Logged(command=made):
            return replace(
                state,
                by=made.by,
                partnership=made.partnership,
                channel=made.channel,
                contact_on=made.contact_on,
                organisations=made.organisations,
                partners=made.partners,
                incident_id=made.incident_id,
                reference=made.reference,
                note=made.note,
                actions=made.actions,
                held=made.held,
            )
        case Finished():
            done = tuple(
                replace(one, done_on=event.on, done_by=event.by)
                if one.number == event.number
                else one
                for one in state.actions
            )
            return replace(state, actions=done)
        case _:
            assert_never(event)
