"""The rapid review: opened by itself, explained when late, sent, sent again. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

GUIDANCE = "Working Together, chapter 5: rapid reviews"
PARTNERS = ("authority", "health", "police")


@dataclass(frozen=True)
class Open:
    """An incident is in scope."""

    reference: str
    authority_code: str
    partnership: str
    region_code: str
    notified_on: date


@dataclass(frozen=True)
class ExplainDelay:
    """Say why it will be late."""

    on: date
    expected_on: date
    said: Any


@dataclass(frozen=True)
class Submit:
    """Send a version. ``said`` is what was sent, in the contract's words; the rules do not read it.

    ``undecided_since``: when the round began that still waits for its decision; else this begins one.
    """

    on: date
    undecided_since: date | None
    view: str
    positions: tuple[tuple[str, str, bool], ...]
    has_rationale: bool
    has_document: bool
    themes: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Cancel:
    """The notification was withdrawn."""

    basis: str


@dataclass(frozen=True)
class Move:
    """Another authority has it (code, partnership, region), or it counts since an earlier day."""

    whose: tuple[str, str, str] | None = None
    since: date | None = None


Command = Open | ExplainDelay | Submit | Cancel | Move


@dataclass(frozen=True)
class Opened:
    """It is due."""

    command: Open


@dataclass(frozen=True)
class DelayExplained:
    """Lateness was explained."""

    expected_on: date
    said: Any


@dataclass(frozen=True)
class Submitted:
    """The first version was received."""

    on: date
    round_since: date
    view: str
    positions: tuple[tuple[str, str, bool], ...]
    themes: tuple[str, ...]
    warnings: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Resubmitted(Submitted):
    """A further version was received."""


@dataclass(frozen=True)
class Cancelled:
    """None is due any more."""

    basis: str


@dataclass(frozen=True)
class Moved:
    """Whose it is, and since when it counts, as the case's state tells next."""

    authority_code: str
    partnership: str
    region_code: str
    notified_on: date | None


Told = Opened | DelayExplained | Submitted | Resubmitted | Cancelled
Event = Told | Moved


@dataclass(frozen=True)
class RapidReview:
    """The state; ``status`` is "none" before it was opened."""

    id: UUID
    status: str = "none"
    reference: str = ""
    authority_code: str = ""
    partnership: str = ""
    region_code: str = ""
    notified_on: date | None = None
    version: int = 0
    received_on: date | None = None
    first_received_on: date | None = None
    expected_on: date | None = None
    view: str = ""
    positions: tuple[tuple[str, str, bool], ...] = ()
    themes: tuple[str, ...] = ()


def decide(state: RapidReview, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Open():
            return (Opened(command),) if state.status == "none" else ()
        case ExplainDelay():
            return _explain(state, command)
        case Submit():
            return _submit(state, command)
        case Cancel():
            return () if state.status in ("none", "cancelled") else (Cancelled(command.basis),)
        case Move():
            return _move(state, command)
        case _:
            assert_never(command)


def _move(state: RapidReview, command: Move) -> tuple[Event, ...]:
    if state.status in ("none", "cancelled"):
        return ()
    whose = command.whose or (state.authority_code, state.partnership, state.region_code)
    moved = Moved(*whose, min(filter(None, (command.since, state.notified_on)), default=None))
    return () if evolve(state, moved) == state else (moved,)


def _explain(state: RapidReview, command: ExplainDelay) -> tuple[Event, ...]:
    _is_open(state)
    if state.status == "submitted":
        raise Refused("The rapid review has been sent already.", GUIDANCE, code="already_sent")
    if command.expected_on < command.on:
        raise Refused("The expected date can not be in the past.", GUIDANCE, "expected_on", "date")
    return (DelayExplained(command.expected_on, command.said),)


def _submit(state: RapidReview, command: Submit) -> tuple[Event, ...]:
    _is_open(state)
    if len({partner for partner, _, _ in command.positions}) < len(command.positions):
        raise Refused("A partner has one position.", GUIDANCE, "positions", "twice")
    parts = (
        command.on,
        command.undecided_since or command.on,
        command.view,
        command.positions,
        command.themes,
        what_is_missing(command),
        command.said,
    )
    return (Resubmitted(*parts),) if state.version else (Submitted(*parts),)


def what_is_missing(command: Submit) -> tuple[str, ...]:
    """What is missing warns and never blocks: no format is prescribed."""
    stated = {partner for partner, _, _ in command.positions}
    checks = {
        "no document is attached": not command.has_document,
        "no rationale for the decision on an LCSPR": not command.has_rationale,
        "the partners have reached no decision on an LCSPR": command.view == "none_reached",
        **{f"no position of the {partner} is given": partner not in stated for partner in PARTNERS},
        "a partner withholds its position": any(held for _, _, held in command.positions),
        "no theme is named": not command.themes,
    }
    return tuple(words for words, missing in checks.items() if missing)


def _is_open(state: RapidReview) -> None:
    if state.status == "none":
        raise Refused("No rapid review without a notification first.", GUIDANCE, code="unknown")
    if state.status == "cancelled":
        raise Refused("The notification counts no more.", GUIDANCE, code="cancelled")


def evolve(state: RapidReview, event: Event) -> RapidReview:
    """The state after an event."""
    match event:
        case Opened(command=opened):
            return replace(state, status="open", **vars(opened))
        case DelayExplained():
            return replace(state, expected_on=event.expected_on)
        case Submitted() | Resubmitted():
            return replace(
                state,
                status="submitted",
                version=state.version + 1,
                received_on=event.on,
                first_received_on=state.first_received_on or event.on,
                view=event.view,
                positions=event.positions,
                themes=event.themes,
            )
        case Cancelled():
            return replace(state, status="cancelled")
        case Moved():
            return replace(state, **vars(event))
        case _:
            assert_never(event)


def available(state: RapidReview) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "open":
            return frozenset({ExplainDelay, Submit, Cancel, Move})
        case "submitted":
            return frozenset({Submit, Cancel, Move})
        case "none":
            return frozenset({Open})
        case _:
            return frozenset()
