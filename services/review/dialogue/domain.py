"""A meeting offered to the partners about one case, and what was noted of it. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

SOURCE = "Panel guidance June 2025: meetings with partners"


@dataclass(frozen=True)
class Offer:
    """Offer a meeting."""

    dialogue_id: UUID
    now: datetime
    starts_at: datetime
    minutes: int
    reason: str
    reference: str
    withdrawn: bool


@dataclass(frozen=True)
class Record:
    """Note that it was held."""

    dialogue_id: UUID
    today: date
    held_on: date
    said: Any


Command = Offer | Record


@dataclass(frozen=True)
class Offered:
    """The partners were offered a meeting."""

    command: Offer


@dataclass(frozen=True)
class Held:
    """It was held."""

    dialogue_id: UUID
    held_on: date
    said: Any


Event = Offered | Held


@dataclass(frozen=True)
class Dialogue:
    """The meetings of one case: those offered, those held."""

    id: UUID
    reference: str = ""
    offered: tuple[UUID, ...] = ()
    held: tuple[UUID, ...] = ()


def decide(state: Dialogue, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Offer():
            if command.dialogue_id in state.offered:
                return ()
            if not command.reference:
                raise Refused("There is no such case.", SOURCE, code="unknown")
            if command.withdrawn:
                raise Refused("The notification was withdrawn.", SOURCE, code="cancelled")
            if command.starts_at <= command.now:
                raise Refused("The meeting must be in the future.", SOURCE, "starts_at", "date")
            return (Offered(command),)
        case Record():
            return _record(state, command)
        case _:
            assert_never(command)


def _record(state: Dialogue, command: Record) -> tuple[Event, ...]:
    if command.dialogue_id not in state.offered:
        raise Refused("No such meeting was offered.", SOURCE, "dialogue_id", "unknown_meeting")
    if command.held_on > command.today:
        raise Refused("The meeting has not been held yet.", SOURCE, "held_on", "not_held")
    if command.dialogue_id in state.held:
        return ()
    return (Held(command.dialogue_id, command.held_on, command.said),)


def evolve(state: Dialogue, event: Event) -> Dialogue:
    """The state after an event."""
    match event:
        case Offered(command=made):
            offered = (*state.offered, made.dialogue_id)
            return replace(state, reference=made.reference, offered=offered)
        case Held():
            return replace(state, held=(*state.held, event.dialogue_id))
        case _:
            assert_never(event)


def available(state: Dialogue) -> frozenset[type[Command]]:
    """The commands that are open now."""
    awaited = set(state.offered) > set(state.held)
    return frozenset({Offer, Record}) if awaited else frozenset({Offer})
