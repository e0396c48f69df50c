"""A request for information: opened when its letter goes out, answered ask by ask. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

SOURCE = "Children Act 2004 s16D; Panel guidance June 2025"


@dataclass(frozen=True)
class Announce:
    """A decision asks for information; nothing runs before the letter is issued."""

    reference: str
    decision_id: UUID
    numbers: tuple[int, ...]
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


Command = Announce | Issue | Answer


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


Event = Announced | Opened | Answered


@dataclass(frozen=True)
class Request:
    """The state of the latest request of a case."""

    id: UUID
    status: str = "none"
    reference: str = ""
    decision_id: UUID | None = None
    letter_id: UUID | None = None
    opened_on: date | None = None
    answered_on: date | None = None
    numbers: tuple[int, ...] = ()
    open_numbers: tuple[int, ...] = ()
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
        case _:
            assert_never(command)


def _answer(state: Request, command: Answer) -> tuple[Event, ...]:
    if state.status not in ("open", "answered"):
        raise Refused("No information is asked for.", SOURCE, code="nothing_asked")
    unknown = sorted(set(command.numbers) - set(state.numbers))
    if unknown:
        raise Refused(f"There is no ask number {unknown[0]}.", SOURCE, "numbers", "unknown_ask")
    fresh = tuple(n for n in command.numbers if n in state.open_numbers)
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
                numbers=made.numbers,
                open_numbers=made.numbers,
                asks=made.asks,
            )
        case Opened():
            return replace(state, status="open", letter_id=event.letter_id, opened_on=event.on)
        case Answered():
            left = tuple(n for n in state.open_numbers if n not in event.numbers)
            return replace(
                state,
                status="open" if left else "answered",
                open_numbers=left,
                answered_on=None if left else event.on,
            )
        case _:
            assert_never(event)


def available(state: Request) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "announced":
            return frozenset({Announce, Issue})
        case "open":
            return frozenset({Announce, Answer})
        case _:
            return frozenset({Announce})
