"""What was learned locally, and what is done about it: each with an owner and a date, followed up. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused, has_happened

GUIDANCE = "Working Together, chapter 5: partners act on what they learn, audit it and sustain it"
RECORDS_MAX = 200
ENDED = ("done", "stopped")


@dataclass(frozen=True)
class Learned:
    """One thing learned, as a version of the rapid review says it."""

    id: UUID
    theme: str
    due_on: date | None


@dataclass(frozen=True)
class TakeOver:
    """A version came, or its core was confirmed: what it says was learned becomes records."""

    version: int
    points: tuple[Learned, ...]


@dataclass(frozen=True)
class RecordPoint:
    """Something was learned beside what a version says; ``status`` is the rapid review's."""

    status: str
    reference: str
    point: Learned
    said: Any


@dataclass(frozen=True)
class RecordAction:
    """Something is done about it."""

    reference: str
    id: UUID
    learning_id: UUID
    due_on: date
    said: Any


@dataclass(frozen=True)
class FollowUp:
    """How far an action has come."""

    today: date
    reference: str
    action_id: UUID
    standing: str
    on: date
    has_evidence: bool
    said: Any


Command = TakeOver | RecordPoint | RecordAction | FollowUp


@dataclass(frozen=True)
class TakenOver:
    """The points of a version are records; the fact of that version tells them."""

    version: int
    points: tuple[Learned, ...]


@dataclass(frozen=True)
class PointRecorded:
    """Something was learned."""

    point: Learned
    said: Any


@dataclass(frozen=True)
class ActionRecorded:
    """An action has an owner and a date."""

    id: UUID
    learning_id: UUID
    due_on: date
    said: Any


@dataclass(frozen=True)
class FollowedUp:
    """An action stands otherwise."""

    action_id: UUID
    standing: str
    on: date
    said: Any


Event = TakenOver | PointRecorded | ActionRecorded | FollowedUp


@dataclass(frozen=True)
class Action:
    """What is done about something learned."""

    id: UUID
    learning_id: UUID
    due_on: date
    standing: str = "planned"
    on: date | None = None


@dataclass(frozen=True)
class Learning:
    """All that one rapid review taught; ``version`` is the last whose points were taken over."""

    id: UUID
    version: int = 0
    points: tuple[Learned, ...] = ()
    actions: tuple[Action, ...] = ()

    def point(self, id_: UUID) -> Learned | None:
        """One thing learned."""
        return next((one for one in self.points if one.id == id_), None)

    def action(self, id_: UUID) -> Action | None:
        """One action."""
        return next((one for one in self.actions if one.id == id_), None)


def decide(state: Learning, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case TakeOver():
            known = all(state.point(one.id) for one in command.points)
            return () if known else (TakenOver(command.version, command.points),)
        case RecordPoint():
            return _point(state, command)
        case RecordAction():
            return _action(state, command)
        case FollowUp():
            return _follow_up(state, command)
        case _:
            assert_never(command)


def _point(state: Learning, command: RecordPoint) -> tuple[Event, ...]:
    if command.status == "none":
        raise Refused("No rapid review without a notification first.", GUIDANCE, code="unknown")
    if state.point(command.point.id):
        return ()
    _has_room(len(state.points))
    return (PointRecorded(command.point, command.said),)


def _action(state: Learning, command: RecordAction) -> tuple[Event, ...]:
    if state.point(command.learning_id) is None:
        raise Refused("There is no such learning point.", GUIDANCE, "learning_id", "unknown_point")
    if state.action(command.id):
        return ()
    _has_room(len(state.actions))
    return (ActionRecorded(command.id, command.learning_id, command.due_on, command.said),)


def _has_room(number: int) -> None:
    if number >= RECORDS_MAX:
        raise Refused(f"One case has {RECORDS_MAX} of these at most.", GUIDANCE, code="too_many")


def _follow_up(state: Learning, command: FollowUp) -> tuple[Event, ...]:
    found = state.action(command.action_id)
    if found is None:
        raise Refused("There is no such action.", GUIDANCE, "action_id", "unknown_action")
    has_happened(command.on, command.today, "on", GUIDANCE)
    if command.standing in ENDED and not command.has_evidence:
        reason = "Say what shows that it is done, or why it was given up."
        raise Refused(reason, GUIDANCE, "evidence", "no_evidence")
    return (FollowedUp(command.action_id, command.standing, command.on, command.said),)


def evolve(state: Learning, event: Event) -> Learning:
    """The state after an event; what a version no longer says stays on record."""
    match event:
        case TakenOver():
            fresh = tuple(one for one in event.points if state.point(one.id) is None)
            return replace(state, version=event.version, points=(*state.points, *fresh))
        case PointRecorded():
            return replace(state, points=(*state.points, event.point))
        case ActionRecorded():
            made = Action(event.id, event.learning_id, event.due_on)
            return replace(state, actions=(*state.actions, made))
        case FollowedUp():
            return replace(state, actions=tuple(_after(one, event) for one in state.actions))
        case _:
            assert_never(event)


def _after(one: Action, event: FollowedUp) -> Action:
    changed = replace(one, standing=event.standing, on=event.on)
    return changed if one.id == event.action_id else one


def available(state: Learning, status: str) -> frozenset[type[Command]]:
    """The commands that are open; learning outlives a notification that was withdrawn."""
    if status == "none":
        return frozenset()
    found: set[type[Command]] = {TakeOver, RecordPoint}
    found |= {RecordAction} if state.points else set()
    return frozenset(found | {FollowUp} if state.actions else found)
