"""What may become of a notification: submitted, amended, withdrawn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Self, assert_never
from uuid import UUID

from chassis.errors import Refused
from services.notify.notification.commands import (
    Amend,
    Command,
    Position,
    RecordPosition,
    Submit,
    Withdraw,
)
from services.notify.notification.events import (
    Accepted,
    Amended,
    Event,
    PositionRecorded,
    ScopedIn,
    ScopedNotifyOnly,
    Shared,
    Submitted,
    Withdrawn,
)

DUTY = "Children Act 2004 s16C(1)"
GUIDANCE = "Working Together, chapter 5"
STATUTORY_RECIPIENTS = ("dfe", "ofsted")


class Status(StrEnum):
    """Where a notification stands, in the words that its sender reads."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Keep the meaning beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.meaning = value, meaning
        return member

    IN_SCOPE = "in_scope", "Received. The partners now owe a rapid review."
    NOTIFY_ONLY = "notify_only", "Received. No rapid review follows."
    WITHDRAWN = "withdrawn", "Withdrawn by the authority. No rapid review follows."


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
    positions: tuple[Position, ...] = ()


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
    positions_are_possible(command.positions, command.on, "/positions")
    submitted = Submitted(
        at=command.at,
        on=command.on,
        occurred_on=command.occurred_on,
        aware_on=command.aware_on,
        partners_told_on=command.partners_told_on,
        positions=command.positions,
    )
    others = (f"authority:{code}" for code in command.other_authorities)
    shares = (Shared(recipient, command.on) for recipient in (*STATUTORY_RECIPIENTS, *others))
    return (submitted, Accepted(), *shares, _scoped(command))


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


def dates_are_possible(occurred_on: date, aware_on: date, today: date) -> None:
    """Refuse dates in the future, and awareness before the incident."""
    wrong = (
        (occurred_on > today, "The incident can not be in the future.", "/occurred_on"),
        (aware_on > today, "Awareness can not be in the future.", "/aware_on"),
        (
            aware_on < occurred_on,
            "The authority can not have been aware before the incident.",
            "/aware_on",
        ),
    )
    for is_wrong, reason, field in wrong:
        if is_wrong:
            raise Refused(reason, GUIDANCE, field, "date")


def positions_are_possible(positions: Sequence[Position], today: date, field: str) -> None:
    """Refuse positions that are yet to be stated."""
    if any(one.stated_on and one.stated_on > today for one in positions):
        reason = "A position can not have been stated in the future."
        raise Refused(reason, GUIDANCE, field, "date")


def _amend(state: Notification, command: Amend) -> tuple[Event, ...]:
    _live(state)
    assert state.occurred_on, "a live notification has its dates"
    assert state.aware_on, "a live notification has its dates"
    occurred_on = command.occurred_on or state.occurred_on
    aware_on = command.aware_on or state.aware_on
    told_on = command.partners_told_on or state.partners_told_on
    dates_are_possible(occurred_on, aware_on, command.on)
    if told_on and told_on > command.on:
        reason = "The partners can not have been told in the future."
        raise Refused(reason, GUIDANCE, "/partners_told_on", "date")
    compared = {
        "occurred_on": (state.occurred_on, occurred_on),
        "aware_on": (state.aware_on, aware_on),
        "partners_told_on": (state.partners_told_on, told_on),
    }
    changed = tuple(name for name, (old, new) in compared.items() if old != new)
    return (Amended(command.on, occurred_on, aware_on, told_on, changed),) if changed else ()


def _withdraw(state: Notification, command: Withdraw) -> tuple[Event, ...]:
    if state.status is Status.WITHDRAWN:
        return ()
    _live(state)
    positions_are_possible(command.positions, command.on, "/positions")
    return (Withdrawn(command.on, command.positions),)


def _record_position(state: Notification, command: RecordPosition) -> tuple[Event, ...]:
    _live(state)
    positions_are_possible((command.stated,), command.on, "/stated_on")
    return () if command.stated in state.positions else (PositionRecorded(command.stated),)


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
                positions=event.positions,
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
            positions = _latest(state.positions, event.positions)
            return replace(state, status=Status.WITHDRAWN, positions=positions)
        case PositionRecorded():
            return replace(state, positions=_latest(state.positions, (event.stated,)))
        case Accepted() | Shared():
            return state
        case _:
            assert_never(event)


def _latest(before: Sequence[Position], stated: Sequence[Position]) -> tuple[Position, ...]:
    partners = {one.partner for one in stated}
    return (*(one for one in before if one.partner not in partners), *stated)


def available(state: Notification) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status is None:
        return frozenset({Submit})
    if state.status is Status.WITHDRAWN:
        return frozenset()
    return frozenset({Amend, Withdraw, RecordPosition})
