"""A clock in a sentence, as an operator reads it."""

from typing import Any

import pytest

from chassis.cli import clock_words


@pytest.mark.parametrize(
    ("met", "words"),
    [
        ({"met_on": None, "working_days_late": None}, "due Fri 01 May 2026"),
        (
            {"met_on": "2026-05-01", "working_days_late": 0},
            "due Fri 01 May 2026, met Fri 01 May 2026",
        ),
        (
            {"met_on": "2026-05-04", "working_days_late": 0},
            "due Fri 01 May 2026, met Mon 04 May 2026, 0 working days late",
        ),
        (
            {"met_on": "2026-05-05", "working_days_late": 1},
            "due Fri 01 May 2026, met Tue 05 May 2026, 1 working day late",
        ),
    ],
)
def test_late_is_said_on_a_bank_holiday_too(met: dict[str, Any], words: str) -> None:
    clock = {"code": "RR1", "title": "Rapid review", "due_on": "2026-05-01", **met}
    assert clock_words(clock) == f"RR1 Rapid review: {words}"
