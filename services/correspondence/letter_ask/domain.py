"""What a letter on a local review asks of one partner: put, answered in its thread, or taken back. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.correspondence.chase import Chase

SOURCE = "Children Act 2004 s16D; the letter that asks"


@dataclass(frozen=True)
class Put:
    """The letter goes out; ``text`` is what it asks, sealed."""

    incident_id: UUID
    reference: str
    letter_id: UUID
    number: int
    partner: str
    on: date
    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class Answer:
    """A reply in the letter's thread answers it."""

    reply_id: UUID
    on: date


@dataclass(frozen=True)
class TakeBack:
    """The letter is withdrawn."""

    on: date


Command = Put | Answer | TakeBack | Chase


@dataclass(frozen=True)
class WasPut:
    """It waits for the partner."""

    command: Put


@dataclass(frozen=True)
class Answered:
    """The partner answered."""

    reply_id: UUID
    on: date


@dataclass(frozen=True)
class TakenBack:
    """Nothing is awaited any more."""

    on: date


@dataclass(frozen=True)
class Chased:
    """The partner was reminded."""

    on: date


Event = WasPut | Answered | TakenBack | Chased


@dataclass(frozen=True)
class LetterAsk:
    """The state; ``status``: none, open, answered, taken_back."""

    id: UUID
    status: str = "none"
    incident_id: UUID | None = None
    reference: str = ""
    letter_id: UUID | None = None
    number: int = 0
    partner: str = ""
    put_on: date | None = None
    text: str = ""
    due_on: date | None = None
    ended_on: date | None = None
    chased: tuple[date, ...] = ()


def decide(state: LetterAsk, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Put():
            return (WasPut(command),) if state.status == "none" else ()
        case Answer():
            return _answer(state, command)
        case TakeBack():
            return (TakenBack(command.on),) if state.status == "open" else ()
        case Chase():
            due = state.status == "open" and state.due_on
            return (Chased(command.on),) if due and command.is_due(due, state.chased) else ()
        case _:
            assert_never(command)


def _answer(state: LetterAsk, command: Answer) -> tuple[Event, ...]:
    if state.status == "taken_back":
        reason = "The letter that asked this is withdrawn: nothing is awaited any more."
        raise Refused(reason, SOURCE, "numbers", "taken_back")
    return (Answered(command.reply_id, command.on),) if state.status == "open" else ()


def evolve(state: LetterAsk, event: Event) -> LetterAsk:
    """The state after an event."""
    match event:
        case WasPut(command=made):
            return LetterAsk(
                id=state.id,
                status="open",
                incident_id=made.incident_id,
                reference=made.reference,
                letter_id=made.letter_id,
                number=made.number,
                partner=made.partner,
                put_on=made.on,
                text=made.text,
                due_on=made.due_on,
            )
        case Answered():
            return replace(state, status="answered", ended_on=event.on)
        case TakenBack():
            return replace(state, status="taken_back", ended_on=event.on)
        case Chased():
            return replace(state, chased=(*state.chased, event.on))
        case _:
            assert_never(event)
