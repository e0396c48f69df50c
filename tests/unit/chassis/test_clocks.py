"""One mechanism for every clock, and what a change of the calendar does to it."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from uuid_utils.compat import uuid7

from chassis.calendar import Proclaimed, calendar_version, forget, is_working_day, learn
from chassis.clocks import clock, is_provisional, moved

ROW = {"code": "RR1", "title": "Rapid review", "basis": "guidance", "version": "clocks-1"}
WORKING = {**ROW, "working_days": 15}
MONTHS = {**ROW, "code": "L1", "months": 6}
START, DUE = date(2026, 4, 10), date(2026, 5, 1)


def proclaimed(on: date, day: date, *, holiday: bool) -> Proclaimed:
    return Proclaimed(on, uuid7(), day, holiday)


A_NEW_HOLIDAY = proclaimed(date(2026, 4, 20), date(2026, 4, 24), holiday=True)


@pytest.fixture(autouse=True)
def nothing_proclaimed() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.need("L5")
def test_a_new_holiday_moves_what_runs() -> None:
    assert clock(WORKING, START).due_on == DUE
    before = calendar_version()
    learn([A_NEW_HOLIDAY])
    after = clock(WORKING, START)
    assert after.due_on == date(2026, 5, 5), "Monday 4 May is a holiday too"
    assert calendar_version() != before
    assert calendar_version() in after.policy_version


def test_what_was_met_before_it_was_proclaimed_never_moves() -> None:
    met = clock(WORKING, START, date(2026, 4, 19))
    learn([A_NEW_HOLIDAY])
    assert clock(WORKING, START, date(2026, 4, 19)) == met
    late = clock(WORKING, START, date(2026, 5, 6))
    assert (late.due_on, late.working_days_late) == (date(2026, 5, 5), 1)


def test_a_holiday_may_become_a_working_day_and_the_last_word_counts() -> None:
    moved_away = date(2026, 5, 4)
    learn([proclaimed(date(2026, 4, 1), moved_away, holiday=False)])
    assert is_working_day(moved_away)
    assert not is_working_day(moved_away, date(2026, 3, 31)), "that was not known then"
    learn([proclaimed(date(2026, 4, 2), moved_away, holiday=True)])
    assert not is_working_day(moved_away)


def test_a_mistake_is_taken_back_on_the_same_day() -> None:
    on, day = date(2026, 4, 20), date(2026, 5, 6)
    learn([proclaimed(on, day, holiday=True)])
    assert not is_working_day(day)
    learn([proclaimed(on, day, holiday=False)])
    assert is_working_day(day)


def test_months_are_counted_without_a_calendar() -> None:
    learn([A_NEW_HOLIDAY])
    assert clock(MONTHS, date(2026, 6, 15)).due_on == date(2026, 12, 15)
    assert not is_provisional(clock(MONTHS, date(2060, 6, 15)))


def test_past_the_last_published_year_a_date_is_provisional_and_can_only_move_later() -> None:
    start = date(2060, 12, 20)
    told = clock(WORKING, start)
    assert is_provisional(told)
    assert not is_provisional(clock(WORKING, START))
    learn([proclaimed(date(2026, 4, 1), start + timedelta(7), holiday=True)])
    assert clock(WORKING, start).due_on > told.due_on


def test_only_what_runs_and_is_due_on_another_day_has_moved() -> None:
    runs, met = clock(WORKING, START), clock({**WORKING, "code": "P1"}, START, date(2026, 4, 19))
    before = {"RR1": date(2026, 4, 30), "P1": date(2026, 4, 30)}
    assert moved(before, [runs, met]) == ((runs, date(2026, 4, 30)),)
    assert moved({"RR1": DUE}, [runs]) == ()
    assert moved({}, [runs]) == (), "one that was never told has not moved"
