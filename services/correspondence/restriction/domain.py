"""A restricted case: who alone may open it, why and until when; and each time that another opened it. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

KEPT = "rule of the national body: a restricted case is opened by those who are named, or for a reason that is looked at"


@dataclass(frozen=True)
class Restrict:
    """Keep the case to ``open_to`` (``person:…``, ``role:…``); given again, it replaces what stands.

    ``known_as``: the names under which who gives it may be named; ``reason`` is sealed, here and below.
    """

    by: str
    known_as: tuple[str, ...]
    on: date
    at: datetime
    ground: str
    reason: str
    open_to: tuple[str, ...]
    review_on: date
    review_within: timedelta


@dataclass(frozen=True)
class Lift:
    """Let all open it again."""

    by: str
    known_as: tuple[str, ...]
    on: date
    at: datetime
    reason: str


@dataclass(frozen=True)
class BreakGlass:
    """Open it although one is not named; ``id`` tells this time from others."""

    id: UUID
    by: str
    at: datetime
    reason: str
    open_for: timedelta


@dataclass(frozen=True)
class Review:
    """Somebody else has looked at why it was opened."""

    glass: UUID
    by: str
    on: date


Command = Restrict | Lift | BreakGlass | Review


@dataclass(frozen=True)
class Restricted:
    """Only these may open it."""

    by: str
    on: date
    ground: str
    reason: str
    open_to: tuple[str, ...]
    review_on: date


@dataclass(frozen=True)
class Lifted:
    """It is a case like others."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class GlassBroken:
    """It is open to one more person until a moment."""

    id: UUID
    by: str
    at: datetime
    until: datetime
    reason: str


@dataclass(frozen=True)
class GlassReviewed:
    """Why it was opened has been looked at."""

    glass: UUID
    by: str
    on: date


@dataclass(frozen=True)
class GlassesEnded:
    """Who had it open by one of these has it open no more."""

    glasses: tuple[UUID, ...]
    at: datetime


Event = Restricted | Lifted | GlassBroken | GlassReviewed | GlassesEnded


@dataclass(frozen=True)
class Glass:
    """One time that somebody opened it who was not named.

    ``ended``: before its hour was over; ``ended_at``: when, None where that was not noted yet.
    """

    id: UUID
    by: str
    at: datetime
    until: datetime
    reason: str
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    ended: bool = False
    ended_at: datetime | None = None

    @property
    def over_at(self) -> datetime:
        """The moment from which it opened nothing any more."""
        return self.ended_at or self.until


@dataclass(frozen=True)
class Restriction:
    """The state of one case; ``now`` is None where nothing is restricted."""

    id: UUID
    reference: str = ""
    now: Restricted | None = None
    lifted: tuple[Lifted, ...] = ()
    glasses: tuple[Glass, ...] = ()

    def glass_of(self, who: str, at: datetime) -> Glass | None:
        """The glass by which a person may open the case at a moment; one broken in an earlier restriction is over."""
        own = [one for one in self.glasses if one.by == who and not one.ended]
        return next((one for one in own if one.at <= at < one.until), None)

    @property
    def unreviewed(self) -> tuple[Glass, ...]:
        """Those that nobody has looked at yet."""
        return tuple(one for one in self.glasses if one.reviewed_on is None)


def decide(state: Restriction, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Restrict():
            return _restrict(state, command)
        case Lift():
            _need(command.reason, "Say why it is lifted.")
            _named(state, command.known_as)
            lifted = Lifted(command.by, command.on, command.reason)
            return (*_end(state, command.at), lifted) if state.now else ()
        case BreakGlass():
            return _break(state, command)
        case Review():
            return _review(state, command)
        case _:
            assert_never(command)


def _need(reason: str, words: str) -> None:
    if not reason:
        raise Refused(words, KEPT, "reason")


def _named(state: Restriction, known_as: tuple[str, ...]) -> None:
    """Who opened the case by breaking the glass does not open it to others, or for good."""
    if state.now and set(known_as).isdisjoint(state.now.open_to):
        raise Refused("Only those who are named change or lift the restriction.", KEPT, code="own")


def _restrict(state: Restriction, command: Restrict) -> tuple[Event, ...]:
    _need(command.reason, "Say why it is restricted.")
    _named(state, command.known_as)
    if command.review_on <= command.on:
        raise Refused("It is reviewed on a day that is still to come.", KEPT, "review_on")
    if command.review_on > command.on + command.review_within:
        days = command.review_within.days
        raise Refused(f"It is reviewed within {days} days.", KEPT, "review_on")
    # who restricts it can open it: a case that nobody could open would stay so
    open_to = tuple(dict.fromkeys((command.by, *command.open_to)))
    made = Restricted(
        command.by, command.on, command.ground, command.reason, open_to, command.review_on
    )
    return () if made == state.now else (*_end(state, command.at), made)


def _end(state: Restriction, at: datetime) -> tuple[GlassesEnded, ...]:
    running = tuple(one.id for one in state.glasses if not one.ended and at < one.until)
    return (GlassesEnded(running, at),) if running else ()


def _break(state: Restriction, command: BreakGlass) -> tuple[Event, ...]:
    _need(command.reason, "Say why you must open it.")
    if state.now is None:
        raise Refused("This case is not restricted.", KEPT, code="not_restricted")
    if state.glass_of(command.by, command.at):
        return ()
    until = command.at + command.open_for
    return (GlassBroken(command.id, command.by, command.at, until, command.reason),)


def _review(state: Restriction, command: Review) -> tuple[Event, ...]:
    found = next((one for one in state.glasses if one.id == command.glass), None)
    if found is None:
        raise Refused("The case was not opened so.", KEPT, code="unknown")
    if command.by == found.by:
        raise Refused("Another person looks at why you opened it.", KEPT, code="own")
    return () if found.reviewed_on else (GlassReviewed(found.id, command.by, command.on),)


def evolve(state: Restriction, event: Event) -> Restriction:
    """The state after an event."""
    match event:
        case Restricted():
            return replace(state, now=event)
        case Lifted():
            return replace(state, now=None, lifted=(*state.lifted, event))
        case GlassBroken():
            glass = Glass(event.id, event.by, event.at, event.until, event.reason)
            return replace(state, glasses=(*state.glasses, glass))
        case GlassReviewed():
            return _with(state, (event.glass,), reviewed_by=event.by, reviewed_on=event.on)
        case GlassesEnded():
            return _with(state, event.glasses, ended=True, ended_at=event.at)
        case _:
            assert_never(event)


def _with(state: Restriction, ids: tuple[UUID, ...], **new: Any) -> Restriction:
    glasses = tuple(replace(one, **new) if one.id in ids else one for one in state.glasses)
    return replace(state, glasses=glasses)
