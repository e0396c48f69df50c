"""What the rules say of each thing that may be done after a notification was sent. Pure."""

from datetime import date
from typing import assert_never

from chassis.errors import Refused
from services.notify.notification.commands import (
    Absorb,
    AddChild,
    Amend,
    AnswerThreshold,
    AskThreshold,
    CompleteIdentity,
    Later,
    MarkDuplicate,
    Reassign,
    RecordPosition,
    Route,
    Withdraw,
)
from services.notify.notification.events import (
    Absorbed,
    Amended,
    ChildAdded,
    Event,
    IdentityCompleted,
    MarkedDuplicate,
    PositionRecorded,
    Reassigned,
    ScopedIn,
    ThresholdAnswered,
    ThresholdAsked,
    Withdrawn,
)
from services.notify.notification.possible import (
    ONE_EACH,
    dates_are_possible,
    has_room,
    must_be_live,
    own_words_stay,
    positions_are_possible,
    telling_is_possible,
    without_repeats,
)
from services.notify.notification.state import GUIDANCE, Notification, Status


def decide_later(state: Notification, command: Later) -> tuple[Event, ...]:
    """What follows from a command after the notification was sent."""
    match command:
        case Amend():
            return _amend(state, command)
        case Withdraw():
            return _withdraw(state, command)
        case RecordPosition():
            return _record_position(state, command)
        case AddChild():
            return _add_child(state, command)
        case CompleteIdentity():
            return _complete_identity(state, command)
        case Reassign():
            return _reassign(state, command)
        case MarkDuplicate():
            return _mark_duplicate(state, command)
        case Absorb():
            return _absorb(state, command)
        case AskThreshold() | AnswerThreshold():
            return _advice(state, command)
        case _:
            assert_never(command)


def _amend(state: Notification, command: Amend) -> tuple[Event, ...]:
    must_be_live(state)
    assert state.occurred_on, "a live notification has its dates"
    assert state.aware_on, "a live notification has its dates"
    occurred_on = command.occurred_on or state.occurred_on
    aware_on = command.aware_on or state.aware_on
    told_on = command.partners_told_on or state.partners_told_on
    dates_are_possible(occurred_on, aware_on, command.on)
    if told_on != state.partners_told_on or not _told_too_early(state):
        telling_is_possible(told_on, occurred_on, command.on)
    compared = {
        "occurred_on": (state.occurred_on, occurred_on),
        "aware_on": (state.aware_on, aware_on),
        "partners_told_on": (state.partners_told_on, told_on),
    }
    dates = tuple(name for name, (old, new) in compared.items() if old != new)
    changed = dates + command.changed
    if not changed:
        return ()
    _still_notifiable(state, command.route)
    amended = Amended(command.on, occurred_on, aware_on, told_on, changed)
    return (amended, *_brought_in(state, command.route, command.basis, command.on))


def _told_too_early(state: Notification) -> bool:
    """A day before the incident was accepted once, and stays until somebody corrects it."""
    days = state.partners_told_on, state.occurred_on
    return bool(days[0] and days[1] and days[0] < days[1])


def _still_notifiable(state: Notification, route: Route | None) -> None:
    """What no longer meets the criteria is withdrawn, with a reason and the partners' positions."""
    lost = {
        Status.IN_SCOPE: ("notify_only", "not_notifiable"),
        Status.NOTIFY_ONLY: ("not_notifiable",),
    }
    if state.status and route in lost.get(state.status, ()):
        reason = "With this the criteria would not be met; withdraw the notification instead."
        raise Refused(reason, f"{GUIDANCE}: withdrawal", code="withdraw_instead")


def _brought_in(
    state: Notification, route: Route | None, basis: str, on: date
) -> tuple[ScopedIn, ...]:
    """New information may require a rapid review after all: its time begins when that is known."""
    if state.status is Status.NOTIFY_ONLY and route == "in_scope":
        return (ScopedIn(basis, since=on),)
    return ()


def _withdraw(state: Notification, command: Withdraw) -> tuple[Event, ...]:
    if state.status is Status.WITHDRAWN:
        return ()
    must_be_live(state)
    assert state.occurred_on, "a live notification has its dates"
    positions_are_possible(command.positions, state.occurred_on, command.on)
    own_words_stay(state, command.positions)
    return (Withdrawn(command.on, without_repeats(state, command.positions)),)


def _record_position(state: Notification, command: RecordPosition) -> tuple[Event, ...]:
    must_be_live(state)
    assert state.occurred_on, "a live notification has its dates"
    positions_are_possible((command.stated,), state.occurred_on, command.on, "/stated_on")
    own_words_stay(state, (command.stated,), "/position")
    stated = without_repeats(state, (command.stated,))
    return tuple(PositionRecorded(one) for one in stated if one not in state.positions)


def _add_child(state: Notification, command: AddChild) -> tuple[Event, ...]:
    must_be_live(state)
    if command.known:
        return ()
    if command.number <= state.children:
        reason = f"Child {command.number} is another one; a correction of it is an amendment."
        raise Refused(reason, GUIDANCE, "number", "number_taken")
    if command.number > state.children + 1:
        reason = f"The next child has number {state.children + 1}."
        raise Refused(reason, GUIDANCE, "number", "number")
    has_room(state.children, command.most)
    added = ChildAdded(command.on, command.number)
    return (added, *_brought_in(state, command.route, command.basis, command.on))


def _complete_identity(state: Notification, command: CompleteIdentity) -> tuple[Event, ...]:
    must_be_live(state)
    if not 1 <= command.number <= state.children:
        reason = f"There are {state.children} children; add one before you say who it is."
        raise Refused(reason, GUIDANCE, "number", "unknown_child")
    if not command.changed:
        return ()
    completed = IdentityCompleted(command.on, command.number)
    return (completed, *_brought_in(state, command.route, command.basis, command.on))


def _reassign(state: Notification, command: Reassign) -> tuple[Event, ...]:
    must_be_live(state)
    if command.to == state.authority:
        return ()
    return (Reassigned(command.on, command.to, command.same_partners),)


def _mark_duplicate(state: Notification, command: MarkDuplicate) -> tuple[Event, ...]:
    if state.duplicate_of == command.of:
        return ()
    must_be_live(state)
    wrong = {
        "same": (command.of == state.id, "A notification is no duplicate of itself."),
        "found_different": (
            command.found_different,
            "The Panel's staff have found that these are two incidents; write to them if you know more.",
        ),
        "survivor_ended": (
            command.survivor_stands not in (Status.IN_SCOPE, Status.NOTIFY_ONLY),
            "The other one counts no more, so it can not go on in the place of this.",
        ),
        "survivor_notify_only": (
            state.status is Status.IN_SCOPE and command.survivor_stands == Status.NOTIFY_ONLY,
            "The other one has no rapid review, so the one owed would be lost. Let this one go on.",
        ),
    }
    for code, (is_wrong, reason) in wrong.items():
        if is_wrong:
            raise Refused(reason, ONE_EACH, "/duplicate_of", code)
    return (MarkedDuplicate(command.on, command.of),)


def _absorb(state: Notification, command: Absorb) -> tuple[Event, ...]:
    if command.duplicate in state.duplicates:
        return ()
    must_be_live(state)
    assert state.notified_on, "a live notification has its dates"
    assert state.occurred_on, "a live notification has its dates"
    assert state.aware_on, "a live notification has its dates"
    also_told_on = command.partners_told_on if command.same_partners else None
    told = [day for day in (state.partners_told_on, also_told_on) if day]
    owed = [day for day in (state.review_owed_from, command.review_from) if day]
    absorbed = Absorbed(
        on=command.on,
        duplicate=command.duplicate,
        notified_on=min(state.notified_on, command.notified_on),
        occurred_on=min(state.occurred_on, command.occurred_on),
        aware_on=min(state.aware_on, command.aware_on),
        partners_told_on=min(told, default=None),
        review_from=min(owed, default=None),
    )
    return (absorbed,)


def _advice(state: Notification, command: AskThreshold | AnswerThreshold) -> tuple[Event, ...]:
    return _ask(state, command) if isinstance(command, AskThreshold) else _answer(state, command)


def _ask(state: Notification, command: AskThreshold) -> tuple[Event, ...]:
    must_be_live(state)
    asked = command.question in state.asked
    return () if asked else (ThresholdAsked(command.on, command.question),)


def _answer(state: Notification, command: AnswerThreshold) -> tuple[Event, ...]:
    if command.question not in state.asked:
        raise Refused("There is no such question.", GUIDANCE, code="unknown_question")
    if command.question not in state.answered:
        return (ThresholdAnswered(command.on, command.question),)
    if command.same:
        return ()
    reason = "This was answered in other words; the sender may ask anew."
    raise Refused(reason, GUIDANCE, "/answer", "answered")
