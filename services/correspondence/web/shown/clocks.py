"""Clocks as people read them: due, met, late, and why."""

from dataclasses import dataclass
from datetime import date

from chassis.calendar import BeyondCalendar, working_days_between
from contracts.codes import Clock, DelayReason
from services.correspondence.read_models.timeline import Entry
from services.correspondence.web.shown.words import day, days, label, lower, upper

SOON_DAYS = 2
EXPLAINED_BY = {"RR1": "rapid-review-delay-explained", "L1": "lcspr-delay-explained"}
NOTIFYING = (
    "notification-submitted",
    "notification-amended",
    "duplicate-absorbed",
    "notification-reassigned",
)


@dataclass(frozen=True)
class ClockView:
    """One clock; ``tag`` and ``colour`` say at a glance how it stands."""

    code: str
    title: str
    due_on: date
    met_on: date | None
    tag: str
    colour: str
    explained: str | None
    basis: str


def how_it_stands(clock: Clock, today: date) -> tuple[str, str]:
    """The words of a clock's tag and its colour. A date decides what is late; working days are words."""
    if clock.met_on:
        if clock.met_on <= clock.due_on:
            return "Met in time", "green"
        return _late("Met late", "Met, {} late", clock.due_on, clock.met_on), "orange"
    if today > clock.due_on:
        return _late("Overdue", "Overdue by {}", clock.due_on, today), "red"
    if today == clock.due_on:
        return "Due today", "orange"
    left = _working_days(today, clock.due_on)
    if left is None:
        return f"Due on {day(clock.due_on)}", "blue"
    words = f"Due in {days(left)}" if left else "Due before the next working day"
    return words, "orange" if left <= SOON_DAYS else "blue"


def _late(plain: str, counted: str, due_on: date, until: date) -> str:
    late = _working_days(due_on, until)
    if late == 0:
        return f"{plain}, no working day after {day(due_on)}"
    return counted.format(days(late)) if late else plain


def _working_days(first: date, last: date) -> int | None:
    """Working days from one day to a later one; None when the calendar does not reach so far."""
    try:
        return working_days_between(first, last)
    except BeyondCalendar:
        return None


def reason_of(entry: Entry) -> str:
    """What an explanation of a delay says, in one line."""
    expected = entry.fact.get("expected_on") or entry.fact.get("forecast_on")
    reason = lower(label(DelayReason, entry.fact["reason"]))
    return f"Explained: {reason}; expected {day(expected)}"


def explanation_of(clock: Clock, entry: Entry | None) -> Entry | None:
    """The explanation, when it is about this clock."""
    return entry if entry and entry.name == EXPLAINED_BY.get(clock.code) else None


def view(clock: Clock, explanation: Entry | None, today: date) -> ClockView:
    """One clock, with the explanation that belongs to it."""
    tag, colour = how_it_stands(clock, today)
    explained = reason_of(explanation) if explanation else None
    return ClockView(
        code=clock.code,
        title=clock.title,
        due_on=clock.due_on,
        met_on=clock.met_on,
        tag=tag,
        colour=colour,
        explained=explained,
        basis=upper(clock.basis),
    )


def of_case(clocks: tuple[Clock, ...], entries: list[Entry], today: date) -> list[ClockView]:
    """The clocks of notifying and of review, in the order in which they began."""
    latest = {entry.name: entry for entry in entries}
    return [
        view(clock, latest.get(EXPLAINED_BY.get(clock.code, "")), today)
        for clock in (*_of_notifying(entries), *clocks)
    ]


def _of_notifying(entries: list[Entry]) -> list[Clock]:
    """The notification's clocks as they were last told."""
    told: dict[str, Clock] = {}
    for entry in entries:
        if entry.name in NOTIFYING:
            for name in ("clock", "partners_clock"):
                if found := entry.fact.get(name):
                    clock = Clock.model_validate(found)
                    told[clock.code] = clock
    return list(told.values())
