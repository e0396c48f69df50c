"""What may become of a notification: submitted, amended, withdrawn. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, assert_never
from uuid import UUID

from chassis.errors import Refused

GUIDANCE = "Working Together, chapter 5"


class Status(StrEnum):
    """Where a notification stands, in the words that its sender reads."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> "Status":
        """Keep the meaning beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        return member

    IN_SCOPE = "in_scope", "Received. The partners now owe a rapid review."
    NOTIFY_ONLY = "notify_only", "Received. No rapid review follows."
    WITHDRAWN = "withdrawn", "Withdrawn by the authority. No rapid review follows."


@dataclass(frozen=True)
class Due:
    """A clock as the policy in force computed it, outside this module."""

    due_on: date
    days_late: int | None


@dataclass(frozen=True)
class Submit:
    """Notify an incident."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    clock: Due
    route: Literal["in_scope", "notify_only", "not_notifiable"]
    basis: str
    explained: bool


@dataclass(frozen=True)
class Amend:
    """Correct dates; None leaves one as it was. The clocks are those after the change."""

    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None


@dataclass(frozen=True)
class Withdraw:
    """Find that the criteria are not met."""

    on: date


@dataclass(frozen=True)
class RecordPosition:
    """State a partner's position on notifying."""

    partner: str
    position: str
    stated_on: date


Command = Submit | Amend | Withdraw | RecordPosition


@dataclass(frozen=True)
class Submitted:
    """The authority notified."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None


@dataclass(frozen=True)
class Accepted:
    """It is whole."""


@dataclass(frozen=True)
class Shared:
    """It was sent on."""

    recipient: str
    on: date


@dataclass(frozen=True)
class ScopedIn:
    """A rapid review is required."""

    basis: str


@dataclass(frozen=True)
class ScopedNotifyOnly:
    """No rapid review follows."""

    basis: str


@dataclass(frozen=True)
class Amended:
    """Dates were corrected."""

    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawn:
    """The authority withdrew it."""

    on: date


@dataclass(frozen=True)
class PositionRecorded:
    """A partner stated its position."""

    partner: str
    position: str
    stated_on: date


Event = (
    Submitted
    | Accepted
    | Shared
    | ScopedIn
    | ScopedNotifyOnly
    | Amended
    | Withdrawn
    | PositionRecorded
)
STATUTORY_RECIPIENTS = ("dfe", "ofsted")


@dataclass(frozen=True)
class Notification:
    """The state; ``status`` is None before it was submitted."""

    id: UUID
    status: Status | None = None
    version: int = 0
    notified_on: date | None = None
    occurred_on: date | None = None
    aware_on: date | None = None
    partners_told_on: date | None = None
    positions: tuple[tuple[str, str, date], ...] = ()


def decide(state: Notification, command: Command) -> tuple[Event, ...]:
    """What follows from a command; raises Refused with the rule's source."""
    match command:
        case Submit():
            return _submit(state, command)
        case Amend():
            return _amend(state, command)
        case Withdraw():
            return _withdraw(state, command)
        case RecordPosition():
            return _record_position(state, command)
        case _:
            assert_never(command)


def _submit(state: Notification, command: Submit) -> tuple[Event, ...]:
    if state.status is not None:
        return ()
    dates_are_possible(command.occurred_on, command.aware_on, command.on)
    scoped: Event
    match command.route:
        case "in_scope":
            scoped = ScopedIn(command.basis)
        case "notify_only":
            scoped = ScopedNotifyOnly(command.basis)
        case "not_notifiable":
            raise Refused(
                "Abuse or neglect must be known or suspected for this kind of incident.",
                source="Children Act 2004 s16C(1)",
                field="/abuse_neglect",
                code="not_notifiable",
            )
        case _:
            assert_never(command.route)
    dates = (command.occurred_on, command.aware_on, command.partners_told_on)
    shares = tuple(Shared(recipient, command.on) for recipient in STATUTORY_RECIPIENTS)
    return (Submitted(command.at, command.on, *dates), Accepted(), *shares, scoped)


def dates_are_possible(occurred_on: date, aware_on: date, today: date) -> None:
    """Refuse dates in the future, and awareness before the incident."""
    if occurred_on > today:
        raise Refused("The incident can not be in the future.", GUIDANCE, "/occurred_on", "date")
    if aware_on > today:
        raise Refused("Awareness can not be in the future.", GUIDANCE, "/aware_on", "date")
    if aware_on < occurred_on:
        raise Refused(
            "The authority can not have been aware before the incident.",
            GUIDANCE,
            "/aware_on",
            "date",
        )


def _amend(state: Notification, command: Amend) -> tuple[Event, ...]:
    _live(state)
    dates_are_possible(command.occurred_on, command.aware_on, command.on)
    before = (state.occurred_on, state.aware_on, state.partners_told_on)
    after = (command.occurred_on, command.aware_on, command.partners_told_on)
    names = ("occurred_on", "aware_on", "partners_told_on")
    changed = tuple(name for name, old, new in zip(names, before, after, strict=True) if old != new)
    return (Amended(command.on, *after, changed),) if changed else ()


def _withdraw(state: Notification, command: Withdraw) -> tuple[Event, ...]:
    if state.status is Status.WITHDRAWN:
        return ()
    _live(state)
    return (Withdrawn(command.on),)


def _record_position(state: Notification, command: RecordPosition) -> tuple[Event, ...]:
    _live(state)
    stated = (command.partner, command.position, command.stated_on)
    return () if stated in state.positions else (PositionRecorded(*stated),)


def _live(state: Notification) -> None:
    if state.status is None:
        raise Refused("There is no such notification.", GUIDANCE, code="unknown")
    if state.status is Status.WITHDRAWN:
        raise Refused("The notification is withdrawn.", GUIDANCE, code="withdrawn")


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
            )
        case ScopedIn():
            return replace(state, status=Status.IN_SCOPE)
        case ScopedNotifyOnly():
            return replace(state, status=Status.NOTIFY_ONLY)
        case Amended():
            return replace(
                state,
                version=state.version + 1,
                occurred_on=event.occurred_on,
                aware_on=event.aware_on,
                partners_told_on=event.partners_told_on,
            )
        case Withdrawn():
            return replace(state, status=Status.WITHDRAWN)
        case PositionRecorded():
            others = tuple(p for p in state.positions if p[0] != event.partner)
            stated = (event.partner, event.position, event.stated_on)
            return replace(state, positions=(*others, stated))
        case Accepted() | Shared():
            return state
        case _:
            assert_never(event)


def available(state: Notification) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status is None:
        return frozenset({Submit})
    if state.status is Status.WITHDRAWN:
        return frozenset()
    return frozenset({Amend, Withdraw, RecordPosition})
