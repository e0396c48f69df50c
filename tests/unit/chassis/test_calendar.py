"""Working days of England, against another library and against the story's dates."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.calendar import (
    BeyondCalendar,
    add_months,
    add_working_days,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def test_another_library_knows_the_same_bank_holidays() -> None:
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(2019, 2027))
    day = date(2019, 1, 1)
    while day < date(2027, 1, 1):
        # a Saturday's or Sunday's own holiday is no working day either way
        assert is_working_day(day) == (day.weekday() < 5 and day not in england), day
        day += timedelta(days=1)


@pytest.mark.need("L5")
@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-27", 5, "2026-04-07"),  # over Good Friday and Easter Monday
        ("2026-03-26", 5, "2026-04-02"),
        ("2026-04-10", 15, "2026-05-01"),
        ("2026-05-06", 10, "2026-05-20"),
        ("2026-05-18", 10, "2026-06-02"),  # over the Spring bank holiday
        ("2026-05-29", 10, "2026-06-12"),
        ("2026-12-18", -7, "2026-12-09"),
    ],
)
def test_working_days_are_counted_from_the_next_one(start: str, days: int, due: str) -> None:
    assert add_working_days(date.fromisoformat(start), days) == date.fromisoformat(due)


@given(DAYS, st.integers(1, 40))
def test_counting_back_undoes_counting_on(day: date, days: int) -> None:
    try:
        on = add_working_days(day, days)
    except BeyondCalendar:
        return
    assert working_days_between(day, on) == days
    assert is_working_day(on)


def test_a_month_without_the_day_ends_on_its_last() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 6, 15), 6) == date(2026, 12, 15)


def test_beyond_the_proclaimed_years_nothing_is_guessed() -> None:
    with pytest.raises(BeyondCalendar, match="proclaimed"):
        add_working_days(date(2035, 1, 1), 1)


@given(DAYS, st.integers(-30, 900))
def test_years_are_counted_as_day_by_day(start: date, span: int) -> None:
    end = min(start + timedelta(days=span), date(2026, 12, 31))
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert working_days_between(start, end) == sum(map(is_working_day, days))
