"""Working days of England and Wales: what is published, and what was proclaimed since.

A day's answer depends on when it is asked: a bank holiday proclaimed on the 5th is not known on the 4th. So
a clock that was met keeps the calendar of the day on which it was met, and one that runs has the newest.
"""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.metadata import version
from uuid import UUID

from govuk_bank_holidays.bank_holidays import BankHolidays

from chassis.errors import CsprError

CALENDAR_VERSION = f"england-and-wales/govuk-bank-holidays-{version('govuk-bank-holidays')}"
A_DAY = timedelta(days=1)


class BeyondCalendar(CsprError):
    """No bank holidays are proclaimed for that day yet."""


@dataclass(frozen=True, order=True)
class Proclaimed:
    """A day that became a bank holiday, or none any more, after the list was published.

    ``id`` is a UUIDv7: of two on one day, what was said later counts.
    """

    on: date
    id: UUID
    day: date
    holiday: bool


_learnt: set[Proclaimed] = set()


def learn(proclaimed: Iterable[Proclaimed]) -> None:
    """Count with these from now on, in this process; what is known already changes nothing."""
    _learnt.update(proclaimed)


def forget() -> None:
    """Know of no proclamation any more: for tests, which share a process."""
    _learnt.clear()


def known(on: date | None = None) -> tuple[Proclaimed, ...]:
    """The proclamations up to a day, in their order; None: all of them."""
    return tuple(sorted(one for one in _learnt if on is None or one.on <= on))


def calendar_version(on: date | None = None) -> str:
    """The name of the calendar as it was known on a day; None: of the newest."""
    later = known(on)
    newest = f"+{len(later)} proclaimed, last on {later[-1].on}" if later else ""
    return f"{CALENDAR_VERSION}{newest}"


@cache
def _holidays() -> frozenset[date]:
    published = BankHolidays(use_cached_holidays=True)
    return frozenset(h["date"] for h in published.get_holidays(BankHolidays.ENGLAND_AND_WALES))


@cache
def last_year() -> int:
    """The last year whose bank holidays are published."""
    return max(_holidays()).year


@lru_cache(maxsize=64)
def _weekday_holidays(later: tuple[Proclaimed, ...]) -> tuple[date, ...]:
    days = {one.day for one in later} | _holidays()
    return tuple(sorted(day for day in days if day.weekday() < 5 and _is_holiday(day, later)))


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays since the first day of the calendar, which was a Monday: years cost as days do."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _refuse_beyond(day: date) -> None:
    if day.year > last_year():
        message = f"bank holidays are proclaimed up to {last_year()}; {day} can not be counted"
        raise BeyondCalendar(message)


def _is_holiday(day: date, later: Iterable[Proclaimed]) -> bool:
    said = [one.holiday for one in later if one.day == day]
    return said[-1] if said else day in _holidays()


def is_working_day(day: date, known_on: date | None = None, *, provisional: bool = False) -> bool:
    """Monday to Friday, not a bank holiday; raises BeyondCalendar past what is published.

    ``provisional``: past that, every weekday not proclaimed a holiday counts, so that a date found
    so can only move later.
    """
    if not provisional:
        _refuse_beyond(day)
    return day.weekday() < 5 and not _is_holiday(day, known(known_on))


def add_working_days(
    start: date, days: int, known_on: date | None = None, *, provisional: bool = False
) -> date:
    """The day that is ``days`` working days after ``start``; negative counts back.

    Day one is the next working day (ICO's rule for statutory working-day periods).
    """
    return count_days(
        start, days, lambda day: is_working_day(day, known_on, provisional=provisional)
    )


def count_days(start: date, days: int, counts: Callable[[date], bool]) -> date:
    """The day that is ``days`` such days after ``start`` as count; negative counts back."""
    step, day = (A_DAY if days > 0 else -A_DAY), start
    for _ in range(abs(days)):
        day += step
        while not counts(day):
            day += step
    return day


def working_days_between(
    start: date, end: date, known_on: date | None = None, *, provisional: bool = False
) -> int:
    """How many working days lie after ``start`` up to and with ``end``; 0 when end is not later."""
    if end <= start:
        return 0
    if not provisional:
        _refuse_beyond(end)
    holidays = _weekday_holidays(known(known_on))
    fell = bisect_right(holidays, end) - bisect_right(holidays, start)
    return _weekdays_until(end) - _weekdays_until(start) - fell


def add_months(start: date, months: int) -> date:
    """The same day number ``months`` later, else the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
