"""The partnership's own way to its rapid review: optional stations, none of which another waits for. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused, has_happened

GUIDANCE = "Working Together, chapter 5: rapid reviews"
AFTER = "a rapid review belongs to its partners until it is sent"
PARTNERS = ("authority", "health", "police")


@dataclass(frozen=True)
class Review:
    """What stands outside: whose rapid review it is, and whether it is awaited."""

    reference: str
    status: str


@dataclass(frozen=True)
class Scope:
    """Say what is looked at."""

    of: Review
    on: date
    looks_from: date
    looks_to: date
    said: Any


@dataclass(frozen=True)
class Meet:
    """The agencies met."""

    of: Review
    on: date
    held_on: date
    attended: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Draft:
    """A draft is there to be signed."""

    of: Review
    on: date
    drafted_on: date
    said: Any


@dataclass(frozen=True)
class Sign:
    """A partner signs the latest draft."""

    of: Review
    on: date
    partner: str
    said: Any


@dataclass(frozen=True)
class State:
    """A partner states its own position; before and after sending, for it is its own."""

    of: Review
    on: date
    partner: str
    said: Any


Command = Scope | Meet | Draft | Sign | State


@dataclass(frozen=True)
class Scoped:
    """It is known what is looked at."""

    on: date
    looks_from: date
    looks_to: date
    said: Any


@dataclass(frozen=True)
class Met:
    """A meeting was held."""

    held_on: date
    attended: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Drafted:
    """A draft awaits signatures."""

    drafted_on: date
    said: Any


@dataclass(frozen=True)
class Signed:
    """A partner signed."""

    on: date
    partner: str
    said: Any


@dataclass(frozen=True)
class Stated:
    """A partner has its own position."""

    on: date
    partner: str
    said: Any


Event = Scoped | Met | Drafted | Signed | Stated


@dataclass(frozen=True)
class Preparation:
    """How far a partnership has come with one rapid review."""

    id: UUID
    reference: str = ""
    looks: tuple[date, date] | None = None
    meetings: tuple[date, ...] = ()
    drafts: int = 0
    signed: tuple[str, ...] = ()

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Whose signature the latest draft awaits."""
        return tuple(one for one in PARTNERS if self.drafts and one not in self.signed)


def decide(state: Preparation, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    _is_known(command.of)
    match command:
        case Scope():
            return _scope(state, command)
        case Meet():
            return _meet(state, command)
        case Draft():
            _is_ours(command.of)
            has_happened(command.drafted_on, command.on, "drafted_on", GUIDANCE)
            return (Drafted(command.drafted_on, command.said),)
        case Sign():
            return _sign(state, command)
        case State():
            return (Stated(command.on, command.partner, command.said),)
        case _:
            assert_never(command)


def _scope(state: Preparation, command: Scope) -> tuple[Event, ...]:
    _is_ours(command.of)
    if command.looks_to < command.looks_from:
        raise Refused("The period ends before it begins.", GUIDANCE, "looks_to", "date")
    same = state.looks == (command.looks_from, command.looks_to) and command.said is None
    scoped = Scoped(command.on, command.looks_from, command.looks_to, command.said)
    return () if same else (scoped,)


def _meet(state: Preparation, command: Meet) -> tuple[Event, ...]:
    _is_ours(command.of)
    has_happened(command.held_on, command.on, "held_on", GUIDANCE)
    if command.held_on in state.meetings:
        return ()
    return (Met(command.held_on, command.attended, command.said),)


def _sign(state: Preparation, command: Sign) -> tuple[Event, ...]:
    _is_ours(command.of)
    if not state.drafts:
        raise Refused("There is no draft to sign yet.", GUIDANCE, code="no_draft")
    if command.partner in state.signed:
        return ()
    return (Signed(command.on, command.partner, command.said),)


def _is_known(review: Review) -> None:
    if review.status == "none":
        raise Refused("No rapid review without a notification first.", GUIDANCE, code="unknown")
    if review.status == "cancelled":
        raise Refused("The notification counts no more.", GUIDANCE, code="cancelled")


def _is_ours(review: Review) -> None:
    if review.status != "open":
        raise Refused("The rapid review has been sent already.", AFTER, code="already_sent")


def evolve(state: Preparation, event: Event) -> Preparation:
    """The state after an event; a new draft is another text, which nobody has signed."""
    match event:
        case Scoped():
            return replace(state, looks=(event.looks_from, event.looks_to))
        case Met():
            return replace(state, meetings=(*state.meetings, event.held_on))
        case Drafted():
            return replace(state, drafts=state.drafts + 1, signed=())
        case Signed():
            return replace(state, signed=(*state.signed, event.partner))
        case Stated():
            return state
        case _:
            assert_never(event)


def available(state: Preparation, status: str) -> frozenset[type[Command]]:
    """The commands that are open while the rapid review has this status."""
    match status:
        case "open":
            found: set[type[Command]] = {Scope, Meet, Draft, State}
            return frozenset(found | {Sign} if state.unsigned else found)
        case "submitted":
            return frozenset({State})
        case _:
            return frozenset()
