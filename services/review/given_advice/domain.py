"""The advice of a case: given with its letter, answered by the partners, followed to its effect. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused, has_happened

SOURCE = (
    "Working Together, chapter 5: the partners decide on advice, and say why they do not take it"
)


@dataclass(frozen=True)
class Item:
    """One piece of advice; ``text`` is sealed. What no decision gave has no number."""

    id: UUID
    decision_id: UUID | None
    number: int | None
    text: str
    criterion: str | None = None
    evidence: tuple[int, ...] = ()
    given_on: date | None = None
    fate: str | None = None
    why: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Announce:
    """A decision, or its correction, advises; ``after_letter``: its day, if the letter was out by then."""

    reference: str
    decision_id: UUID
    items: tuple[Item, ...]
    after_letter: date | None = None


@dataclass(frozen=True)
class Give:
    """The letter went out."""

    letter_id: UUID
    decision_id: UUID
    on: date


@dataclass(frozen=True)
class Add:
    """Advice that was given otherwise than by a decision, and told of there; ``item`` is given."""

    reference: str
    item: Item


@dataclass(frozen=True)
class Answer:
    """The partners say what became of one piece."""

    on: date
    advice_id: UUID
    fate: str
    decided_on: date
    why: str | None


@dataclass(frozen=True)
class Observe:
    """Somebody says what one piece led to."""

    on: date
    advice_id: UUID
    observed_on: date
    said: Any


Command = Announce | Give | Add | Answer | Observe


@dataclass(frozen=True)
class Announced:
    """Advice waits for its letter."""

    command: Announce


@dataclass(frozen=True)
class Given:
    """The partners have it."""

    letter_id: UUID
    decision_id: UUID
    on: date


@dataclass(frozen=True)
class Added:
    """One piece more is followed."""

    command: Add


@dataclass(frozen=True)
class GivenLater:
    """A correction adds to what the letter said."""

    reference: str
    decision_id: UUID
    on: date
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Answered:
    """What became of one piece is known."""

    command: Answer


@dataclass(frozen=True)
class Observed:
    """What one piece led to was seen."""

    command: Observe


Event = Announced | Given | GivenLater | Added | Answered | Observed


@dataclass(frozen=True)
class GivenAdvice:
    """All advice of a case, of every round."""

    id: UUID
    reference: str = ""
    items: tuple[Item, ...] = ()

    @property
    def given(self) -> tuple[Item, ...]:
        """What went out."""
        return tuple(one for one in self.items if one.given_on)

    def of(self, decision_id: UUID) -> tuple[Item, ...]:
        """The advice of one decision."""
        return tuple(one for one in self.items if one.decision_id == decision_id)


def decide(state: GivenAdvice, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Announce():
            return _announce(state, command)
        case Give():
            waits = any(one.given_on is None for one in state.of(command.decision_id))
            given = Given(command.letter_id, command.decision_id, command.on)
            return (given,) if waits else ()
        case Add():
            known = any(one.id == command.item.id for one in state.items)
            return () if known else (Added(command),)
        case Answer():
            return _answer(state, command)
        case Observe():
            return _observe(state, command)
        case _:
            assert_never(command)


def _announce(state: GivenAdvice, command: Announce) -> tuple[Event, ...]:
    """What the partners have is not taken back by a correction: they are told of that beside it."""
    known = state.of(command.decision_id)
    if command.after_letter:
        return _given_later(known, command, command.after_letter)
    known_or_given = known == command.items or any(one.given_on for one in known)
    return () if known_or_given else (Announced(command),)


def _given_later(known: tuple[Item, ...], command: Announce, on: date) -> tuple[Event, ...]:
    ids = {one.id for one in known}
    new = tuple(replace(one, given_on=on) for one in command.items if one.id not in ids)
    return (GivenLater(command.reference, command.decision_id, on, new),) if new else ()


def _answer(state: GivenAdvice, command: Answer) -> tuple[Event, ...]:
    item = _given(state, command.advice_id)
    if item.given_on and command.decided_on < item.given_on:
        raise Refused("This is before the advice was given.", SOURCE, "decided_on", "too_early")
    has_happened(command.decided_on, command.on, "decided_on", SOURCE)
    if command.fate != "taken" and not command.why:
        raise Refused("Say why it is not taken, or not wholly.", SOURCE, "why", "no_reason")
    known = (item.fate, item.decided_on, item.why)
    same = known == (command.fate, command.decided_on, command.why)
    return () if same else (Answered(command),)


def _observe(state: GivenAdvice, command: Observe) -> tuple[Event, ...]:
    item = _given(state, command.advice_id)
    if item.fate is None:
        raise Refused("Nobody has said what became of it yet.", SOURCE, "advice_id", "unanswered")
    has_happened(command.observed_on, command.on, "observed_on", SOURCE)
    return (Observed(command),)


def _given(state: GivenAdvice, advice_id: UUID) -> Item:
    for one in state.given:
        if one.id == advice_id:
            return one
    raise Refused("There is no such advice in this case.", SOURCE, "advice_id", "unknown_advice")


def evolve(state: GivenAdvice, event: Event) -> GivenAdvice:
    """The state after an event."""
    match event:
        case Announced(command=made):
            kept = tuple(one for one in state.items if one.decision_id != made.decision_id)
            return replace(state, reference=made.reference, items=(*kept, *made.items))
        case Given():
            return _with(state, state.of(event.decision_id), given_on=event.on)
        case GivenLater():
            return replace(state, reference=event.reference, items=(*state.items, *event.items))
        case Added(command=more):
            return replace(state, reference=more.reference, items=(*state.items, more.item))
        case Answered(command=said):
            one = (_given(state, said.advice_id),)
            return _with(state, one, fate=said.fate, why=said.why, decided_on=said.decided_on)
        case Observed():
            return state
        case _:
            assert_never(event)


def _with(state: GivenAdvice, those: tuple[Item, ...], **fields: Any) -> GivenAdvice:
    items = tuple(replace(one, **fields) if one in those else one for one in state.items)
    return replace(state, items=items)


def available(state: GivenAdvice) -> frozenset[type[Command]]:
    """The commands that are open now."""
    opens: set[type[Command]] = {Announce, Give, Add}
    if state.given:
        opens.add(Answer)
    if any(one.fate for one in state.given):
        opens.add(Observe)
    return frozenset(opens)
