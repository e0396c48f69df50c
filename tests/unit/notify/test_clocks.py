"""The clocks of notifying, on the calendar of 2025 and 2026."""

from datetime import date
from typing import Literal

import pytest

from chassis.calendar import add_working_days
from services.notify.policy import rules
from services.review.policy import rules as review_rules


@pytest.mark.parametrize(
    ("aware_on", "notified_on", "due_on", "late"),
    [
        (date(2026, 3, 27), date(2026, 4, 10), date(2026, 4, 7), 3),
        (date(2026, 3, 26), date(2026, 4, 10), date(2026, 4, 2), 4),
        (date(2025, 12, 19), date(2025, 12, 30), date(2025, 12, 30), 0),
        (date(2026, 5, 2), date(2026, 5, 4), date(2026, 5, 11), 0),
    ],
)
def test_five_working_days_to_notify(
    aware_on: date, notified_on: date, due_on: date, late: int
) -> None:
    clock = rules.clock("N1", aware_on, notified_on)
    assert (clock.due_on, clock.working_days_late) == (due_on, late)


def test_telling_the_partners_by_1_april_was_in_time() -> None:
    clock = rules.clock("N2", date(2026, 3, 26), date(2026, 4, 1))
    assert (clock.due_on, clock.working_days_late) == (date(2026, 4, 2), 0)


@pytest.mark.parametrize(
    ("notified_on", "late"),
    [(None, False), (date(2026, 4, 24), False), (date(2026, 4, 26), True)],
)
def test_late_is_after_the_day_on_which_it_was_due_even_on_a_day_of_rest(
    notified_on: date | None, late: bool
) -> None:
    clock = rules.clock("N1", date(2026, 4, 17), notified_on)
    assert clock.due_on == date(2026, 4, 24)
    assert not clock.working_days_late
    assert clock.late is late


def test_a_sender_is_told_the_time_that_the_rapid_review_will_have() -> None:
    notified_on = date(2026, 4, 10)
    due_on = add_working_days(notified_on, rules.working_days("RR1", notified_on))
    assert review_rules.clock("RR1", notified_on).due_on == due_on


@pytest.mark.parametrize("code", ["N1", "N2"])
def test_a_clock_names_its_basis_and_version(code: Literal["N1", "N2"]) -> None:
    clock = rules.clock(code, date(2026, 3, 26), None)
    assert clock.basis.startswith("guidance: ")
    assert clock.policy_version.startswith("clocks-1; england-and-wales/")
    assert (clock.met_on, clock.working_days_late) == (None, None)


def test_the_framework_is_the_one_in_force_on_the_day() -> None:
    assert rules.framework(date(2026, 3, 17)).version == "framework-2023"
    assert rules.framework(date(2026, 3, 18)).version == "framework-2026"
