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
    join_link: str | None = None


@dataclass(frozen=True)
class Move:
    """Hold it at another time, or elsewhere; ``change_id`` is this change's own."""

    change_id: UUID
    dialogue_id: UUID
    now: datetime
    starts_at: datetime
    minutes: int
    reason: str
    withdrawn: bool
    join_link: str | None = None


@dataclass(frozen=True)
class CallOff:
    """It will not be held."""

    dialogue_id: UUID
    reason: str


@dataclass(frozen=True)
class Record:
    """Note that it was held."""

    dialogue_id: UUID
    today: date
    held_on: date
    said: Any


Command = Offer | Move | CallOff | Record


@dataclass(frozen=True)
class Offered:
    """The partners were offered a meeting."""

    command: Offer


@dataclass(frozen=True)
class Moved:
    """It has another time or place."""

    command: Move


@dataclass(frozen=True)
class CalledOff:
    """It will not be held."""

    command: CallOff


@dataclass(frozen=True)
class Held:
    """It was held."""

    dialogue_id: UUID
    held_on: date
    said: Any


Event = Offered | Moved | CalledOff | Held


@dataclass(frozen=True)
class Dialogue:
    """The meetings of one case: those offered, those held; ``moves``: each change with the meeting it is of."""

    id: UUID
    reference: str = ""
    offered: tuple[UUID, ...] = ()
    held: tuple[UUID, ...] = ()
    moves: tuple[tuple[UUID, UUID], ...] = ()
    called_off: tuple[UUID, ...] = ()

    @property
    def awaited(self) -> frozenset[UUID]:
        """Those offered that are still to be held."""
        return frozenset(self.offered).difference(self.held, self.called_off)

    def changes(self, dialogue_id: UUID) -> int:
        """How often something of a meeting was changed: the sequence number of its invitation."""
        moved = len([one for _, one in self.moves if one == dialogue_id])
        return moved + (dialogue_id in self.called_off)


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
        case Move():
            return _move(state, command)
        case CallOff():
            return _call_off(state, command)
        case Record():
            return _record(state, command)
        case _:
            assert_never(command)


def _move(state: Dialogue, command: Move) -> tuple[Event, ...]:
    if any(change == command.change_id for change, _ in state.moves):
        return ()
    _check_awaited(state, command.dialogue_id)
    if command.withdrawn:
        raise Refused("The notification was withdrawn: call it off.", SOURCE, code="cancelled")
    if command.starts_at <= command.now:
        raise Refused("The meeting must be in the future.", SOURCE, "starts_at", "date")
    return (Moved(command),)


def _call_off(state: Dialogue, command: CallOff) -> tuple[Event, ...]:
    if command.dialogue_id in state.called_off:
        return ()
    _check_awaited(state, command.dialogue_id)
    return (CalledOff(command),)


def _check_offered(state: Dialogue, id_: UUID) -> None:
    if id_ not in state.offered:
        raise Refused("No such meeting was offered.", SOURCE, "dialogue_id", "unknown_meeting")


def _check_awaited(state: Dialogue, id_: UUID) -> None:
    _check_offered(state, id_)
    if id_ in state.held:
        raise Refused("The meeting was held already.", SOURCE, "dialogue_id", "held")
    if id_ in state.called_off:
        raise Refused("The meeting was called off.", SOURCE, "dialogue_id", "called_off")


def _record(state: Dialogue, command: Record) -> tuple[Event, ...]:
    """What happened is recorded, of a meeting that was called off too."""
    if command.dialogue_id in state.held:
        return ()
    _check_offered(state, command.dialogue_id)
    if command.held_on > command.today:
        raise Refused("The meeting has not been held yet.", SOURCE, "held_on", "not_held")
    return (Held(command.dialogue_id, command.held_on, command.said),)


def evolve(state: Dialogue, event: Event) -> Dialogue:
    """The state after an event."""
    match event:
        case Offered(command=made):
            offered = (*state.offered, made.dialogue_id)
            return replace(state, reference=made.reference, offered=offered)
        case Moved(command=said):
            return replace(state, moves=(*state.moves, (said.change_id, said.dialogue_id)))
        case CalledOff(command=off):
            return replace(state, called_off=(*state.called_off, off.dialogue_id))
        case Held():
            return replace(state, held=(*state.held, event.dialogue_id))
        case _:
            assert_never(event)


def available(state: Dialogue) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.awaited:
        return frozenset({Offer, Move, CallOff, Record})
    unheld = set(state.offered).difference(state.held)
    return frozenset({Offer, Record} if unheld else {Offer})
