"""When things happen in the made-up background: working days alone, some in time and some not. Pure.

No statistics of these are published. Assumed, for demonstration only: 55 to 75% of rapid reviews come within
15 working days, and most local reviews take more than their six months.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.calendar import add_months, add_working_days, is_working_day

FIRST, LAST = date(2024, 4, 2), date(2026, 3, 26)
FIRST_PANEL, PANEL_EVERY = date(2024, 4, 18), timedelta(days=14)
IN_TIME_PERCENT = 65
REVIEW_IN_TIME, REVIEW_LATE = range(9, 16), range(16, 31)
LCSPR_MONTHS = (5, 6, 7, 8, 8, 9, 10)


@dataclass(frozen=True)
class Local:
    """How a local review goes; None for what does not happen before the story begins."""

    delayed_on: date | None
    forecast_on: date
    copies_on: date | None
    published_on: date | None


def working_days(pick: random.Random, number: int, first: date, last: date) -> list[date]:
    """So many days between two, in order."""
    span = (last - first).days
    days: list[date] = []
    while len(days) < number:
        day = first + timedelta(days=pick.randrange(span + 1))
        if is_working_day(day):
            days.append(day)
    return sorted(days)


def review_day(pick: random.Random, notified_on: date) -> date:
    """When the rapid review is sent, and before the story begins."""
    in_time = pick.randrange(100) < IN_TIME_PERCENT
    days = pick.choice(REVIEW_IN_TIME if in_time else REVIEW_LATE)
    return min(add_working_days(notified_on, days), LAST)


def panel_day(sent_on: date) -> date:
    """The first meeting of the Panel, which meets every other Thursday, with two days to read."""
    ready, day = add_working_days(sent_on, 2), FIRST_PANEL
    while day < ready or not is_working_day(day):
        day += PANEL_EVERY
    return day


def letter_day(meeting_on: date) -> date:
    """When the letter is approved and goes out."""
    return add_working_days(meeting_on, 2)


def final_day(pick: random.Random, letter_on: date) -> date | None:
    """When the partners decide on an LCSPR; None where the story begins before."""
    day = add_working_days(letter_on, pick.randrange(4, 31))
    return day if day <= LAST else None


def local_review(pick: random.Random, final_on: date) -> Local:
    """Its delay is explained a fortnight before it was due; copies go eight working days before."""
    due = add_months(final_on, 6)
    ends = add_working_days(add_months(final_on, pick.choice(LCSPR_MONTHS)), -1)
    warned = add_working_days(due, -10)
    return Local(
        delayed_on=warned if ends > due and warned <= LAST else None,
        forecast_on=ends,
        copies_on=add_working_days(ends, -8) if ends <= LAST else None,
        published_on=ends if ends <= LAST else None,
    )
