"""The one mechanism of all clocks: a row of policy and a start give when it is due and how late it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from chassis.calendar import (
    add_months,
    add_working_days,
    calendar_version,
    last_year,
    working_days_between,
)
from contracts.codes import Clock

PROVISIONAL = "provisional"
"""The due date lies past the last year whose bank holidays are published: it may move, later only."""


@dataclass(frozen=True)
class Due:
    """One clock that runs, and whose case it is."""

    reference: str
    partnership: str
    region_code: str
    clock: Clock


def clock(row: Mapping[str, Any], start: date, met_on: date | None = None) -> Clock:
    """One clock from its start; late counts working days, from the day after it was due.

    ``row`` holds code, title, basis, version, and working_days or months. One that was met is counted by
    the calendar known on that day: what is proclaimed later moves it no more.
    """
    length = (row.get("working_days"), row.get("months"))
    said = (row["code"], row["title"], row["basis"], row["version"])
    return _clock(said, length, start, met_on, calendar_version(met_on))


@lru_cache(maxsize=2048)  # cases of one day have the same clocks, and each is told again and again
def _clock(
    said: tuple[str, str, str, str],
    length: tuple[int | None, int | None],
    start: date,
    met_on: date | None,
    calendar: str,
) -> Clock:
    (code, title, basis, version), (days, months) = said, length
    if days is None:
        assert months is not None, "a clock's length is working days or months"
        due = add_months(start, months)
    else:
        due = add_working_days(start, days, met_on, provisional=True)
    counted = days is not None or met_on is not None
    last = max(due, met_on or due)
    sure = not counted or last.year <= last_year()
    late = None if met_on is None else working_days_between(due, met_on, met_on, provisional=True)
    return Clock(
        code=code,
        title=title,
        started_on=start,
        due_on=due,
        met_on=met_on,
        working_days_late=late,
        basis=basis,
        policy_version="; ".join([version, calendar, *([] if sure else [PROVISIONAL])]),
    )


def is_provisional(one: Clock) -> bool:
    """Whether its date may still move because bank holidays are not published so far."""
    return one.policy_version.endswith(f"; {PROVISIONAL}")


def moved(before: Mapping[str, date], now: Sequence[Clock]) -> tuple[tuple[Clock, date], ...]:
    """Those that run and are due on another day than was told before, each with that day."""
    return tuple(
        (one, before[one.code])
        for one in now
        if one.met_on is None and before.get(one.code, one.due_on) != one.due_on
    )
