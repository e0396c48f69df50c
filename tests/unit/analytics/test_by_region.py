"""A theme's share in each region, where it gives no small number away."""

import pytest

from services.analytics.policy import rules
from services.analytics.trends.by_region import Region, shares

RULE, LIMIT = rules.regional(), rules.disclosure().suppress_up_to


def region(reviews: int, of_reviews: int, before: int = 0, of_before: int = 0) -> Region:
    return Region("E12000001", "North East", reviews, of_reviews, before, of_before)


@pytest.mark.need("H3")
@pytest.mark.parametrize(
    ("found", "told"),
    [
        (region(14, 60), (25, None)),
        (region(14, 60, 3, 20), (25, 15)),
        (region(3, 40, 3, 10), (10, 30)),
        (region(0, 10, 9, 9), (0, None)),
        (region(3, 10, 2, 10), (30, None)),
        (region(7, 10, 8, 10), (70, None)),
        (region(10, 10, 0, 10), (100, 0)),
    ],
)
def test_a_share_is_rounded_and_its_reviews_are_not_told(
    found: Region, told: tuple[int, int | None]
) -> None:
    [share] = shares([found], RULE, LIMIT)
    assert (share.percent, share.percent_before) == told


def test_a_region_with_few_reviews_is_not_told_of() -> None:
    assert shares([region(9, 9, 20, 40), region(0, 0)], RULE, LIMIT) == ()


@pytest.mark.parametrize("reviews", [1, 2, 8, 9])
def test_a_share_that_would_tell_of_one_review_or_two_is_not_told(reviews: int) -> None:
    assert shares([region(reviews, 10)], RULE, LIMIT) == ()
