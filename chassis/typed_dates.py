"""A date as people type it, in three boxes: as machines write it, and what is wrong with it. Pure."""

from calendar import month_name
from collections.abc import Iterator
from datetime import date

DATE_PARTS = ("year", "month", "day")
MONTHS = tuple(month_name)[1:]
MONTH_CHARS_MIN = 3
"""Fewer letters are of several months."""


def written(year: str, month: str, day: str) -> str:
    """``YYYY-MM-DD``, real or not; empty when no part was typed."""
    given = f"{year:0>4}-{_number_of(month):0>2}-{day:0>2}"
    return given if year or month or day else ""


def flaw(year: str, month: str, day: str) -> str:
    """Which part is wrong, as a sentence; empty for a real date, and when no part was typed."""
    given = written(year, month, day)
    return "" if not given or _is_real(given) else next(_flaws(year, _number_of(month), day))


def _flaws(year: str, month: str, day: str) -> Iterator[str]:
    parts = {"day": day, "month": month, "year": year}
    if missing := [name for name, typed in parts.items() if not typed]:
        yield f"Enter the {' and the '.join(missing)} too."
    if not _is_within(day, 31):
        yield "Enter the day as a number from 1 to 31."
    if not _is_within(month, 12):
        yield "Enter the month as a number from 1 to 12, or by its name."
    if not _is_within(year, 9999):
        yield "Enter the year as four digits."
    yield f"There is no {int(day)} {MONTHS[int(month) - 1]} {year}."


def _number_of(month: str) -> str:
    """A month's name, or its beginning, as its number; anything else as it was typed."""
    word = month.rstrip(".").lower()
    named = [n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(word)]
    return str(named[0]) if named and len(word) >= MONTH_CHARS_MIN else month


def _is_within(typed: str, most: int) -> bool:
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= len(str(most))
    return is_number and 1 <= int(typed) <= most


def _is_real(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False
