"""A date typed in three boxes: its month by name, and which part is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.typed_dates import MONTHS, flaw, written


@pytest.mark.parametrize("month", ["12", "Dec", "dec.", "December", "DECEMBER"])
def test_a_month_is_read_by_its_number_or_its_name(month: str) -> None:
    assert written("2025", month, "3") == "2025-12-03"
    assert flaw("2025", month, "3") == ""


def test_each_month_is_known_by_three_letters() -> None:
    found = [written("2025", name[:3], "1") for name in MONTHS]
    assert found == [date(2025, n, 1).isoformat() for n in range(1, 13)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("2025", "4", ""), "Enter the day too."),
        (("2025", "", ""), "Enter the day and the month too."),
        (("", "Apr", "3"), "Enter the year too."),
        (("2025", "4", "33"), "Enter the day as a number from 1 to 31."),
        (("2025", "13", "3"), "Enter the month as a number from 1 to 12, or by its name."),
        (("2025", "Ju", "3"), "Enter the month as a number from 1 to 12, or by its name."),
        (("next", "4", "3"), "Enter the year as four digits."),
        (("20255", "4", "3"), "Enter the year as four digits."),
        (("2025", "Feb", "31"), "There is no 31 February 2025."),
        (("", "", ""), ""),
    ],
)
def test_which_part_is_wrong_is_said(typed: tuple[str, str, str], words: str) -> None:
    assert flaw(*typed) == words


@given(st.tuples(*[st.text(max_size=5) | st.integers(-1, 9999).map(str)] * 3))
def test_of_whatever_was_typed_something_is_said_unless_it_is_a_real_date(
    typed: tuple[str, str, str],
) -> None:
    text = written(*typed)
    assert flaw(*typed) or text == "" or date.fromisoformat(text)
