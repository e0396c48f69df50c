"""The rapid review: opened by itself, explained when late, sent, sent again. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.rapid_review.commands import (
    Cancel,
    Command,
    Confirm,
    ExplainDelay,
    Move,
    Open,
    Submit,
)
from services.review.rapid_review.events import (
    Cancelled,
    Confirmed,
    DelayExplained,
    Event,
    Moved,
    Opened,
    Resubmitted,
    Submitted,
)
from services.review.rapid_review.missing import UNCONFIRMED, what_is_missing

GUIDANCE = "Working Together, chapter 5: rapid reviews"


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
    core_confirmed: bool = True


def decide(state: RapidReview, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Open():
            return (Opened(command),) if state.status == "none" else ()
        case ExplainDelay():
            return _explain(state, command)
        case Submit():
            return _submit(state, command)
        case Confirm():
            return _confirm(state, command)
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
    event = Resubmitted if state.version else Submitted
    return (event(*_parts(command)),)


def _confirm(state: RapidReview, command: Confirm) -> tuple[Event, ...]:
    _is_open(state)
    if state.version == 0 or command.version != state.version:
        reason = f"Version {state.version} is here now. Look at it, then send again."
        raise Refused(reason, GUIDANCE, "version", "stale")
    if state.core_confirmed:
        raise Refused("The core of this version is confirmed.", GUIDANCE, code="confirmed")
    return (Confirmed(*_parts(command.core)),)


def _parts(command: Submit) -> tuple[Any, ...]:
    if len({partner for partner, _, _ in command.positions}) < len(command.positions):
        raise Refused("A partner has one position.", GUIDANCE, "positions", "twice")
    missing = what_is_missing(
        *(command.view, command.positions, command.themes),
        has_rationale=command.has_rationale,
        has_document=command.has_document,
    )
    return (
        command.on,
        command.undecided_since or command.on,
        command.view,
        command.positions,
        command.themes,
        missing if command.confirmed else (UNCONFIRMED,),
        command.said,
        command.confirmed,
    )


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
        case Confirmed():
            return _with_core(state, event)
        case Submitted() | Resubmitted():
            return replace(
                _with_core(state, event),
                status="submitted",
                version=state.version + 1,
                received_on=event.on,
                first_received_on=state.first_received_on or event.on,
            )
        case Cancelled():
            return replace(state, status="cancelled")
        case Moved():
            return replace(state, **vars(event))
        case _:
            assert_never(event)


def _with_core(state: RapidReview, event: Submitted) -> RapidReview:
    return replace(
        state,
        view=event.view,
        positions=event.positions,
        themes=event.themes,
        core_confirmed=event.confirmed,
    )


def available(state: RapidReview) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "open":
            return frozenset({ExplainDelay, Submit, Cancel, Move})
        case "submitted":
            found: set[type[Command]] = {Submit, Cancel, Move}
            return frozenset(found if state.core_confirmed else found | {Confirm})
        case "none":
            return frozenset({Open})
        case _:
            return frozenset()
