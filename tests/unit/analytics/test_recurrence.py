"""When a theme recurs, on either side of each limit of the rule."""

import pytest

from services.analytics.policy import rules
from services.analytics.trends.theme_recurrence import Figures, recurring

RULE = rules.recurrence()


def figures(theme: str = "neglect", **changed: int) -> Figures:
    usual = {"reviews": 14, "of_reviews": 60, "partnerships": 11, "of_partnerships": 40}
    return Figures(theme, **(usual | changed))


@pytest.mark.need("H3")
@pytest.mark.parametrize(
    ("found", "recurs"),
    [
        (figures(), True),
        (figures(reviews=12), False),
        (figures(partnerships=10), False),
        (figures(reviews=14, of_reviews=59), False),
    ],
)
def test_a_theme_recurs_over_all_limits(found: Figures, recurs: bool) -> None:
    assert recurring([found], RULE, {}) == ([found] if recurs else [])


@pytest.mark.need("H3")
def test_it_is_told_again_only_when_it_has_reached_another_partnership() -> None:
    assert recurring([figures()], RULE, {"neglect": 11}) == []
    assert recurring([figures(partnerships=12)], RULE, {"neglect": 11}) == [
        figures(partnerships=12)
    ]


@pytest.mark.need("H3")
def test_what_has_no_code_of_its_own_does_not_recur() -> None:
    assert recurring([figures("other", reviews=60)], RULE, {}) == []
