"""Which row of dated policy holds on a day, in whatever order the file has them."""

from datetime import date

import pytest

from chassis.dated import NEWEST, in_force

FIRST, SECOND = {"from": date(2018, 6, 29), "n": 1}, {"from": date(2025, 6, 1), "n": 2}


@pytest.mark.parametrize("rows", [[FIRST, SECOND], [SECOND, FIRST]], ids=["oldest", "newest"])
@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2017, 1, 1), 1),
        (date(2018, 6, 29), 1),
        (date(2025, 5, 31), 1),
        (date(2025, 6, 1), 2),
        (NEWEST, 2),
    ],
)
def test_the_newest_row_that_has_begun_holds_and_before_all_the_first(
    rows: list[dict[str, object]], on: date, number: int
) -> None:
    assert in_force(rows, on)["n"] == number
