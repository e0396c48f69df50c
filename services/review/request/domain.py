"""A request for information: opened when its letter goes out, answered by each partner for itself. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

SOURCE = "Children Act 2004 s16D; Panel guidance June 2025"
Owed = tuple[tuple[int, str], ...]
"""The number of an ask, and the partner who owes its answer."""


@dataclass(frozen=True)
class Announce:
    """A decision asks for information; nothing runs before the letter is issued."""

    reference: str
    decision_id: UUID
    decided_on: date
    asked: Owed
    asks: tuple[Any, ...]


@dataclass(frozen=True)
class Issue:
    """The letter went out."""

    letter_id: UUID
    decision_id: UUID
    on: date


@dataclass(frozen=True)
class Answer:
    """A partner answers some asks."""

    on: date
    partner: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Close:
    """Nothing is awaited any more; ``on``: the day on which a further version came instead."""

    on: date | None


Command = Announce | Issue | Answer | Close


@dataclass(frozen=True)
class Announced:
    """Asks wait for their letter."""

    command: Announce


@dataclass(frozen=True)
class Opened:
    """The clock runs."""

    letter_id: UUID
    on: date


@dataclass(frozen=True)
class Answered:
    """Some asks are answered."""

    on: date
    partner: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Closed:
    """Nothing is owed any more."""

    on: date | None


Event = Announced | Opened | Answered | Closed


@dataclass(frozen=True)
class Request:
    """The latest request of a case; ``status``: none, announced, open, answered, closed."""

    id: UUID
    status: str = "none"
    reference: str = ""
    decision_id: UUID | None = None
    decided_on: date | None = None
    letter_id: UUID | None = None
    opened_on: date | None = None
    answered_on: date | None = None
    asked: Owed = ()
    owed: Owed = ()
    asks: tuple[dict[str, Any], ...] = ()


def decide(state: Request, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Announce():
            return () if state.decision_id == command.decision_id else (Announced(command),)
        case Issue():
            awaited = state.status == "announced" and state.decision_id == command.decision_id
            return (Opened(command.letter_id, command.on),) if awaited else ()
        case Answer():
            return _answer(state, command)
        case Close():
            return (Closed(command.on),) if state.status in ("announced", "open") else ()
        case _:
            assert_never(command)


def _answer(state: Request, command: Answer) -> tuple[Event, ...]:
    if state.status not in ("open", "answered"):
        raise Refused("No information is asked for.", SOURCE, code="nothing_asked")
    unknown = sorted(set(command.numbers) - {number for number, _ in state.asked})
    if unknown:
        raise Refused(f"There is no ask number {unknown[0]}.", SOURCE, "numbers", "unknown_ask")
    others = [n for n in command.numbers if (n, command.partner) not in state.asked]
    if others:
        reason = f"Ask number {others[0]} is put to others, not to this partner."
        raise Refused(reason, SOURCE, "numbers", "not_asked")
    fresh = tuple(n for n in command.numbers if (n, command.partner) in state.owed)
    return (Answered(command.on, command.partner, fresh),) if fresh else ()


def evolve(state: Request, event: Event) -> Request:
    """The state after an event."""
    match event:
        case Announced(command=made):
            return Request(
                id=state.id,
                status="announced",
                reference=made.reference,
                decision_id=made.decision_id,
                decided_on=made.decided_on,
                asked=made.asked,
                owed=made.asked,
                asks=made.asks,
            )
        case Opened():
            return replace(state, status="open", letter_id=event.letter_id, opened_on=event.on)
        case Answered():
            given = {(number, event.partner) for number in event.numbers}
            left = tuple(one for one in state.owed if one not in given)
            return replace(
                state,
                status="open" if left else "answered",
                owed=left,
                answered_on=None if left else event.on,
            )
        case Closed():
            came = event.on if state.opened_on else None
            return replace(state, status="closed", owed=(), answered_on=came)
        case _:
            assert_never(event)


def available(state: Request) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "announced":
            return frozenset({Announce, Issue, Close})
        case "open":
            return frozenset({Announce, Answer, Close})
        case _:
            return frozenset({Announce})
