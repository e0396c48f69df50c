"""The partnership's ledger of action: what it will do, the evidence, the measure, the result. Pure.

It is the partnership's own: nobody else enters, judges or closes anything in it. What was done counts as completed
once there is evidence of it, and an effect is what was measured.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused, has_happened

PRACTICE = "Working Together, chapter 5: actions have owners, dates, and a way to see their effect"
REGULATION = "SI 2018/789 regulation 15: what is required of each agency, and by when"
OPEN = ("planned", "evidenced", "measured")
ACTIONS_MAX = 200


@dataclass(frozen=True)
class Add:
    """Enter an action; ``id`` is its own, ``begun``: there is a review that it comes from."""

    id: UUID
    on: date
    due_on: date
    reference: str
    begun: bool
    said: Any


@dataclass(frozen=True)
class Evidence:
    """Something shows that it was done."""

    today: date
    number: int
    on: date
    kind: str
    said: Any


@dataclass(frozen=True)
class Measure:
    """The measure shows something."""

    today: date
    number: int
    on: date
    result: str
    said: Any


@dataclass(frozen=True)
class Close:
    """It is completed, or not pursued."""

    today: date
    number: int
    on: date
    completed: bool
    has_reason: bool
    said: Any


Command = Add | Evidence | Measure | Close


@dataclass(frozen=True)
class Added:
    """An action is entered."""

    id: UUID
    number: int
    on: date
    due_on: date
    reference: str
    said: Any


@dataclass(frozen=True)
class Evidenced:
    """There is evidence."""

    number: int
    on: date
    kind: str
    said: Any


@dataclass(frozen=True)
class Measured:
    """There is a result."""

    number: int
    on: date
    result: str
    said: Any


@dataclass(frozen=True)
class Closed:
    """It is over."""

    number: int
    on: date
    state: str
    said: Any


Event = Added | Evidenced | Measured | Closed


@dataclass(frozen=True)
class Action:
    """One action; ``state``: planned, evidenced, measured, completed, not_pursued."""

    id: UUID
    number: int
    due_on: date
    state: str = "planned"
    evidence: tuple[tuple[date, str], ...] = ()
    results: tuple[tuple[date, str], ...] = ()
    closed_on: date | None = None


@dataclass(frozen=True)
class Ledger:
    """The actions that came of one incident."""

    id: UUID
    reference: str = ""
    actions: tuple[Action, ...] = ()


NO_LEDGER = Ledger(UUID(int=0))


def decide(state: Ledger, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Add():
            return _add(state, command)
        case Evidence(number=number, on=on):
            action = _open(state, number)
            has_happened(on, command.today, "on", PRACTICE)
            known = (on, command.kind) in action.evidence
            return () if known else (Evidenced(number, on, command.kind, command.said),)
        case Measure(number=number, on=on):
            action = _open(state, number)
            has_happened(on, command.today, "on", PRACTICE)
            known = (on, command.result) in action.results
            return () if known else (Measured(number, on, command.result, command.said),)
        case Close():
            return _close(state, command)
        case _:
            assert_never(command)


def _add(state: Ledger, command: Add) -> tuple[Event, ...]:
    if any(one.id == command.id for one in state.actions):
        return ()
    if not command.begun:
        reason = "No rapid review has been sent and no LCSPR begun that an action could come from."
        raise Refused(reason, PRACTICE, code="nothing_reviewed")
    if len(state.actions) >= ACTIONS_MAX:
        raise Refused(f"A ledger has {ACTIONS_MAX} actions at most.", PRACTICE, code="too_many")
    if command.due_on < command.on:
        raise Refused("An action is due on a day to come.", REGULATION, "due_on", "date")
    number = len(state.actions) + 1
    return (Added(command.id, number, command.on, command.due_on, command.reference, command.said),)


def _close(state: Ledger, command: Close) -> tuple[Event, ...]:
    action, wanted = _action(state, command.number), _end(completed=command.completed)
    if (action.state, action.closed_on) == (wanted, command.on):
        return ()
    _open(state, command.number)
    has_happened(command.on, command.today, "on", PRACTICE)
    if command.completed and not action.evidence:
        reason = "An action without evidence is not completed: record the evidence first."
        raise Refused(reason, PRACTICE, "completed", "no_evidence")
    if not command.completed and not command.has_reason:
        raise Refused("Say why it is not pursued.", PRACTICE, "why", "no_reason")
    return (Closed(command.number, command.on, wanted, command.said),)


def _end(*, completed: bool) -> str:
    return "completed" if completed else "not_pursued"


def _action(state: Ledger, number: int) -> Action:
    found = next((one for one in state.actions if one.number == number), None)
    if found is None:
        reason = "There is no action of this number in the ledger."
        raise Refused(reason, PRACTICE, "number", "no_action")
    return found


def _open(state: Ledger, number: int) -> Action:
    found = _action(state, number)
    if found.state not in OPEN:
        raise Refused("This action is closed.", PRACTICE, "number", "closed")
    return found


def evolve(state: Ledger, event: Event) -> Ledger:
    """The state after an event."""
    match event:
        case Added():
            added = Action(event.id, event.number, event.due_on)
            return replace(state, reference=event.reference, actions=(*state.actions, added))
        case Evidenced(number=number):
            action = _action(state, number)
            later = "measured" if action.state == "measured" else "evidenced"
            seen = (*action.evidence, (event.on, event.kind))
            return _with(state, replace(action, state=later, evidence=seen))
        case Measured(number=number):
            action = _action(state, number)
            results = (*action.results, (event.on, event.result))
            return _with(state, replace(action, state="measured", results=results))
        case Closed(number=number):
            action = _action(state, number)
            return _with(state, replace(action, state=event.state, closed_on=event.on))
        case _:
            assert_never(event)


def _with(state: Ledger, action: Action) -> Ledger:
    actions = tuple(action if one.number == action.number else one for one in state.actions)
    return replace(state, actions=actions)


def available(state: Ledger) -> frozenset[type[Command]]:
    """The commands that are open now; ``Add`` where there is something to act on."""
    some_open = any(one.state in OPEN for one in state.actions)
    return frozenset({Add, Evidence, Measure, Close} if some_open else {Add})
