"""A view that a partner raised: considered, answered, or said to need no answer. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.correspondence.chase import Chase
from services.correspondence.voice.commands import (
    Answer,
    Close,
    Command,
    Consider,
    FallDue,
    Hear,
    Raise,
    TakeBack,
)

OWED = "own rule of the Panel on what partners raise"
THREAD, LETTER = "thread", "letter"


@dataclass(frozen=True)
class Raised:
    """It waits for the Panel."""

    command: Raise


@dataclass(frozen=True)
class Considered:
    """The Panel weighed it."""

    by: str
    on: date
    effect: str


@dataclass(frozen=True)
class Answered:
    """The Panel spoke to it."""

    command: Answer


@dataclass(frozen=True)
class TakenBack:
    """What the Panel said of it counts no more: it waits again, weighed as it was."""

    letter_id: UUID


@dataclass(frozen=True)
class Closed:
    """It needs no answer."""

    command: Close


@dataclass(frozen=True)
class Heard:
    """Nothing is awaited from the partner any more."""

    on: date


@dataclass(frozen=True)
class FellDue:
    """The Panel is late."""

    on: date


@dataclass(frozen=True)
class Chased:
    """The partner was reminded."""

    on: date


Event = Raised | Considered | Answered | TakenBack | Closed | Heard | FellDue | Chased


@dataclass(frozen=True)
class Voice:
    """The state; ``status``: none, raised, considered, answered, closed."""

    id: UUID
    status: str = "none"
    incident_id: UUID | None = None
    reference: str = ""
    source: str = ""
    partner: str = ""
    raised_on: date | None = None
    thread_id: UUID | None = None
    numbers: tuple[int, ...] = ()
    stated: str = ""
    words: str | None = None
    considered: Considered | None = None
    answer: Answer | None = None
    closed: Close | None = None
    heard_on: date | None = None
    late_since: date | None = None
    chased: tuple[date, ...] = ()

    @property
    def awaits_panel(self) -> bool:
        """Whether the Panel has still to answer it."""
        return self.status in ("raised", "considered")

    @property
    def awaits_partner(self) -> bool:
        """Whether the Panel asked something back that has not come."""
        return bool(self.answer and self.answer.reply_by and self.heard_on is None)

    @property
    def in_thread(self) -> bool:
        """Whether it came as a reply, so that the Panel's own clock runs."""
        return self.thread_id is not None


def decide(state: Voice, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Raise():
            return (Raised(command),) if state.status == "none" else ()
        case Consider():
            return _consider(state, command)
        case Answer():
            return _answer(state, command)
        case TakeBack(letter_id=letter):
            by_it = state.status == "answered" and state.answer and state.answer.letter_id == letter
            return (TakenBack(letter),) if by_it else ()
        case Close():
            return _close(state, command)
        case Hear():
            return (Heard(command.on),) if state.awaits_partner else ()
        case FallDue():
            late = state.awaits_panel and state.in_thread and command.on > command.due_on
            return (FellDue(command.on),) if late and state.late_since is None else ()
        case Chase():
            return (Chased(command.on),) if _is_chased(state, command) else ()
        case _:
            assert_never(command)


def _consider(state: Voice, command: Consider) -> tuple[Event, ...]:
    if state.considered:
        if state.considered.effect == command.effect:
            return ()
        raise Refused("It was considered already.", OWED, "counted", "considered")
    if not state.awaits_panel:
        raise Refused("It is closed already.", OWED, code="closed")
    return (Considered(command.by, command.on, command.effect),)


def _answer(state: Voice, command: Answer) -> tuple[Event, ...]:
    if state.status not in ("raised", "considered", "closed"):
        raise Refused("It is answered already: read the answer.", OWED, code="answered")
    effect = state.considered.effect if state.considered else command.effect
    if not effect:
        raise Refused("Say how it counted.", OWED, "effect", "not_considered")
    if command.way == THREAD:
        _in_thread(state, command)
    elif command.way == LETTER and command.letter_id is None:
        raise Refused("Choose the letter that answers it.", OWED, "letter_id", "no_letter")
    elif command.reply_by:
        raise Refused("Only an answer in the thread asks back.", OWED, "reply_by", "way")
    weighed = () if state.considered else (Considered(command.by, command.on, effect),)
    return (*weighed, Answered(command))


def _in_thread(state: Voice, command: Answer) -> None:
    if not state.in_thread:
        raise Refused("It was not raised in a thread.", OWED, "way", "no_thread")
    if not command.words:
        raise Refused("Write the answer.", OWED, "words", "no_words")
    if command.reply_by and command.reply_by <= command.on:
        raise Refused("Give the partner a day that is still to come.", OWED, "reply_by", "past")


def _close(state: Voice, command: Close) -> tuple[Event, ...]:
    if state.closed and state.closed.reason == command.reason:
        return ()
    if not state.awaits_panel:
        raise Refused("It is closed already.", OWED, code="closed")
    if command.reason == "other" and not command.words:
        raise Refused("Say why it needs no answer.", OWED, "because", "no_words")
    return (Closed(command),)


def _is_chased(state: Voice, command: Chase) -> bool:
    awaited = state.answer.reply_by if state.answer and state.awaits_partner else None
    return awaited is not None and command.is_due(awaited, state.chased)


def evolve(state: Voice, event: Event) -> Voice:
    """The state after an event."""
    match event:
        case Raised(command=made):
            return replace(
                state,
                status="raised",
                incident_id=made.incident_id,
                reference=made.reference,
                source=made.source,
                partner=made.partner,
                raised_on=made.on,
                thread_id=made.thread_id,
                numbers=made.numbers,
                stated=made.stated,
                words=made.words,
            )
        case Considered():
            return replace(state, status="considered", considered=event)
        case Answered():
            return replace(state, status="answered", answer=event.command)
        case TakenBack():
            return replace(state, status="considered", answer=None)
        case Closed():
            return replace(state, status="closed", closed=event.command)
        case Heard():
            return replace(state, heard_on=event.on)
        case FellDue():
            return replace(state, late_since=event.on)
        case Chased():
            return replace(state, chased=(*state.chased, event.on))
        case _:
            assert_never(event)


def thread_awaits(voices: Iterable[Voice]) -> str:
    """On whom a thread waits: ``panel`` before ``partner``; ``closed`` when on nobody, ``empty`` before a reply."""
    found = list(voices)
    if any(one.awaits_panel for one in found):
        return "panel"
    if any(one.awaits_partner for one in found):
        return "partner"
    return "closed" if found else "empty"
