"""Clock vectors of the published calendar, and of the story."""

from datetime import date
from typing import Literal

import pytest

from chassis.calendar import BeyondCalendar, add_months, add_working_days, is_working_day
from services.notify.policy import rules as notify_rules
from services.review.policy import rules


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2025, 12, 19), 5, date(2025, 12, 30)),
        (date(2025, 12, 19), 15, date(2026, 1, 14)),
        (date(2025, 12, 30), 15, date(2026, 1, 21)),
        (date(2026, 3, 27), 5, date(2026, 4, 7)),
        (date(2026, 3, 27), 15, date(2026, 4, 21)),
        (date(2026, 5, 2), 5, date(2026, 5, 11)),
        (date(2026, 9, 7), -7, date(2026, 8, 26)),
        (date(2026, 12, 14), 15, date(2027, 1, 7)),
    ],
)
def test_working_days_are_counted_from_the_next_one(start: date, days: int, due: date) -> None:
    assert add_working_days(start, days) == due


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_the_calendar_refuses_to_guess() -> None:
    with pytest.raises(BeyondCalendar, match="proclaimed"):
        is_working_day(date(2035, 12, 25))


@pytest.mark.need("B1")
def test_the_clocks_of_the_story() -> None:
    n1 = notify_rules.clock("N1", date(2026, 3, 27), date(2026, 4, 10))
    assert (n1.due_on, n1.working_days_late) == (date(2026, 4, 7), 3)
    amended = notify_rules.clock("N1", date(2026, 3, 26), date(2026, 4, 10))
    assert (amended.due_on, amended.working_days_late) == (date(2026, 4, 2), 4)
    assert notify_rules.clock("N2", date(2026, 3, 26), date(2026, 4, 1)).working_days_late == 0
    rr1 = rules.clock("RR1", date(2026, 4, 10), date(2026, 5, 6))
    assert (rr1.due_on, rr1.working_days_late) == (date(2026, 5, 1), 2)
    assert rules.clock("P1", date(2026, 5, 6)).due_on == date(2026, 5, 20)
    assert rules.clock("P2", date(2026, 5, 18)).due_on == date(2026, 6, 2)
    assert rules.clock("P1", date(2026, 5, 29)).due_on == date(2026, 6, 12)
    assert rules.clock("P3", date(2026, 6, 8)).due_on == date(2026, 6, 22)
    assert rules.clock("L1", date(2026, 6, 15)).due_on == date(2026, 12, 15)
    assert rules.copies_needed_by(date(2026, 12, 17)) == date(2026, 12, 8)
    assert rules.earliest_publication(date(2026, 12, 9)) == date(2026, 12, 18)


@pytest.mark.parametrize("code", ["P2", "P3"])
def test_what_a_letter_tells_of_the_reply_is_what_the_clock_counts(
    code: Literal["P2", "P3"],
) -> None:
    terms = rules.reply_terms(code, date(2026, 6, 4))
    counted = rules.clock(code, date(2026, 6, 8), pinned_on=date(2026, 6, 4))
    assert add_working_days(date(2026, 6, 8), terms.working_days) == counted.due_on
    assert (terms.code, terms.title, terms.basis) == (counted.code, counted.title, counted.basis)
    assert counted.policy_version.startswith(f"{terms.policy_version}; ")


def test_a_clock_keeps_the_version_that_its_decision_pinned() -> None:
    old = rules.clock("RR1", date(2026, 6, 8), pinned_on=date(2025, 5, 31))
    assert old.policy_version.startswith("clocks-0; ")
    assert rules.clock("RR1", date(2026, 6, 8)).policy_version.startswith("clocks-1; ")
