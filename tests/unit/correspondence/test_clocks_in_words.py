"""A clock in words: dates decide what is late, working days say by how much."""

from datetime import date

import pytest

from contracts.codes import Clock
from services.correspondence.web.shown.clocks import how_it_stands, view


def a_clock(due_on: date, met_on: date | None = None) -> Clock:
    return Clock(
        code="RR1",
        title="Rapid review",
        started_on=date(2026, 4, 10),
        due_on=due_on,
        met_on=met_on,
        working_days_late=None,
        basis="guidance",
        policy_version="clocks-1",
    )


FRIDAY, SATURDAY, MONDAY = date(2026, 5, 8), date(2026, 5, 9), date(2026, 5, 11)


@pytest.mark.parametrize(
    ("due_on", "met_on", "today", "words", "colour"),
    [
        (FRIDAY, FRIDAY, MONDAY, "Met in time", "green"),
        (FRIDAY, SATURDAY, MONDAY, "Met late, no working day after 8 May 2026", "orange"),
        (FRIDAY, MONDAY, MONDAY, "Met, 1 working day late", "orange"),
        (FRIDAY, None, SATURDAY, "Overdue, no working day after 8 May 2026", "red"),
        (FRIDAY, None, MONDAY, "Overdue by 1 working day", "red"),
        (FRIDAY, None, FRIDAY, "Due today", "orange"),
        (MONDAY, None, SATURDAY, "Due in 1 working day", "orange"),
        (SATURDAY, None, FRIDAY, "Due before the next working day", "orange"),
        (date(2026, 6, 8), None, FRIDAY, "Due in 20 working days", "blue"),
        (date(2099, 1, 1), None, FRIDAY, "Due on 1 January 2099", "blue"),
        (FRIDAY, None, date(2099, 1, 1), "Overdue", "red"),
        (FRIDAY, date(2099, 1, 1), date(2099, 1, 2), "Met late", "orange"),
    ],
)
def test_a_clock_says_how_it_stands(
    due_on: date, met_on: date | None, today: date, words: str, colour: str
) -> None:
    assert how_it_stands(a_clock(due_on, met_on), today) == (words, colour)


def test_a_rule_is_read_as_a_sentence_begins() -> None:
    assert view(a_clock(FRIDAY), None, FRIDAY).basis == "Guidance"
