"""What was learned, as its case shows it: a point about which nothing is done says so."""

from datetime import date
from uuid import UUID

import pytest

from services.correspondence.web.shown.learned import PointShown

POINT = UUID("0199d1aa-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("due", "stands"),
    [
        (date(2026, 7, 31), "Learned, no action recorded"),
        (date(2026, 7, 30), "Learned, no action recorded; overdue since 30 July 2026"),
        (None, "Learned, no action recorded"),
    ],
)
def test_a_point_without_an_action_says_so_and_since_when_it_is_late(
    due: date | None, stands: str
) -> None:
    point = PointShown(POINT, "neglect", "Made up.", "The board", due)
    assert point.without_action(date(2026, 7, 31)) == stands
