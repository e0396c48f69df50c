"""Working days of England and Wales, refusing to guess past the last proclaimed year."""

from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

from govuk_bank_holidays.bank_holidays import BankHolidays

from chassis.errors import CsprError

CALENDAR_VERSION = f"england-and-wales/govuk-bank-holidays-{version('govuk-bank-holidays')}"
A_DAY = timedelta(days=1)


class BeyondCalendar(CsprError):
    """No bank holidays are proclaimed for that day yet."""


@cache
def _holidays() -> frozenset[date]:
    known = BankHolidays(use_cached_holidays=True)
    return frozenset(h["date"] for h in known.get_holidays(BankHolidays.ENGLAND_AND_WALES))


@cache
def _last_year() -> int:
    return max(_holidays()).year


@cache
def _weekday_holidays() -> tuple[date, ...]:
    return tuple(sorted(day for day in _holidays() if day.weekday() < 5))


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays since the first day of the calendar, which was a Monday: years cost as days do."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _refuse_beyond(day: date) -> None:
    if day.year > _last_year():
        message = f"bank holidays are proclaimed up to {_last_year()}; {day} can not be counted"
        raise BeyondCalendar(message)


def is_working_day(day: date) -> bool:
    """Monday to Friday, not a bank holiday; raises BeyondCalendar past what is proclaimed."""
    _refuse_beyond(day)
    return day.weekday() < 5 and day not in _holidays()


def add_working_days(start: date, days: int) -> date:
    """The day that is ``days`` working days after ``start``; negative counts back.

    Day one is the next working day (ICO's rule for statutory working-day periods).
    """
    step, day = (A_DAY if days > 0 else -A_DAY), start
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after ``start`` up to and with ``end``; 0 when end is not later."""
    if end <= start:
        return 0
    _refuse_beyond(end)
    holidays = bisect_right(_weekday_holidays(), end) - bisect_right(_weekday_holidays(), start)
    return _weekdays_until(end) - _weekdays_until(start) - holidays


def add_months(start: date, months: int) -> date:
    """The same day number ``months`` later, else the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
