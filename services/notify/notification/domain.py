"""What may become of a notification: submitted, and all that may follow. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from chassis.errors import Refused
from services.notify.notification.commands import (
    Command,
    CorrectTold,
    Position,
    RecordTold,
    Submit,
)
from services.notify.notification.events import (
    Absorbed,
    Accepted,
    Amended,
    ChildAdded,
    Event,
    IdentityCompleted,
    MarkedDuplicate,
    PositionRecorded,
    Reassigned,
    ScopedIn,
    ScopedNotifyOnly,
    Shared,
    SharingCorrected,
    Submitted,
    ThresholdAnswered,
    ThresholdAsked,
    Withdrawn,
)
from services.notify.notification.later_rules import decide_later
from services.notify.notification.possible import (
    dates_are_possible,
    positions_are_possible,
    telling_is_possible,
)
from services.notify.notification.send_rules import correct_told, record_told
from services.notify.notification.state import DUTY, Notification, Status


def decide(state: Notification, command: Command) -> tuple[Event, ...]:
    """What follows from a command; raises Refused with the rule's source."""
    if isinstance(command, Submit):
        return _submit(state, command)
    if isinstance(command, RecordTold):
        return record_told(state, command)
    if isinstance(command, CorrectTold):
        return correct_told(command)
    return decide_later(state, command)


def _submit(state: Notification, command: Submit) -> tuple[Event, ...]:
    if state.status is not None:
        return ()
    dates_are_possible(command.occurred_on, command.aware_on, command.on)
    telling_is_possible(command.partners_told_on, command.occurred_on, command.on)
    positions_are_possible(command.positions, command.occurred_on, command.on)
    submitted = Submitted(
        at=command.at,
        on=command.on,
        occurred_on=command.occurred_on,
        aware_on=command.aware_on,
        partners_told_on=command.partners_told_on,
        positions=command.positions,
        authority=command.authority,
        children=command.children,
    )
    asked = (ThresholdAsked(command.on, command.question),) if command.question else ()
    return (submitted, Accepted(), _scoped(command), *asked)


def _scoped(command: Submit) -> Event:
    match command.route:
        case "in_scope":
            return ScopedIn(command.basis)
        case "notify_only":
            return ScopedNotifyOnly(command.basis)
        case "not_notifiable":
            reason = "Abuse or neglect must be known or suspected for this kind of incident."
            raise Refused(reason, DUTY, "/abuse_neglect", "not_notifiable")
        case _:
            assert_never(command.route)


def evolve(state: Notification, event: Event) -> Notification:
    """The state after an event."""
    match event:
        case Submitted():
            return replace(
                state,
                version=1,
                notified_on=event.on,
                occurred_on=event.occurred_on,
                aware_on=event.aware_on,
                partners_told_on=event.partners_told_on,
                positions=event.positions,
                authority=event.authority,
                children=event.children,
            )
        case ScopedIn():
            return replace(state, status=Status.IN_SCOPE, review_from=event.since)
        case ScopedNotifyOnly():
            return replace(state, status=Status.NOTIFY_ONLY)
        case PositionRecorded():
            return replace(state, positions=_latest(state.positions, (event.stated,)))
        case ThresholdAsked():
            return replace(state, asked=(*state.asked, event.question))
        case ThresholdAnswered():
            return replace(state, answered=(*state.answered, event.question))
        case Accepted() | Shared() | SharingCorrected():
            return state
        case _:
            return _next_version(replace(state, version=state.version + 1), event)


NewVersion = (
    Amended | ChildAdded | IdentityCompleted | Reassigned | MarkedDuplicate | Absorbed | Withdrawn
)


def _next_version(state: Notification, event: NewVersion) -> Notification:
    """What changes the content, or ends it, is a version of its own: the one before reads on as it was."""
    match event:
        case Withdrawn():
            positions = _latest(state.positions, event.positions)
            return replace(state, status=Status.WITHDRAWN, positions=positions)
        case Amended():
            return _dated(state, event)
        case ChildAdded():
            return replace(state, children=event.number)
        case IdentityCompleted():
            return state
        case Reassigned():
            told_on = state.partners_told_on if event.same_partners else None
            return replace(state, authority=event.to, positions=(), partners_told_on=told_on)
        case MarkedDuplicate():
            return replace(state, status=Status.DUPLICATE, duplicate_of=event.of)
        case Absorbed():
            more = (*state.duplicates, event.duplicate)
            return replace(
                _dated(state, event),
                notified_on=event.notified_on,
                review_from=event.review_from,
                duplicates=more,
            )
        case _:
            assert_never(event)


def _dated(state: Notification, event: Amended | Absorbed) -> Notification:
    return replace(
        state,
        occurred_on=event.occurred_on,
        aware_on=event.aware_on,
        partners_told_on=event.partners_told_on,
    )


def _latest(before: Sequence[Position], stated: Sequence[Position]) -> tuple[Position, ...]:
    partners = {one.partner for one in stated}
    return (*(one for one in before if one.partner not in partners), *stated)
