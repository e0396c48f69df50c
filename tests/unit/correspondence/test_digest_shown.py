"""The figures of a digest that anyone may read give no small number away."""

import pytest

from services.correspondence.digest.domain import Figures
from services.correspondence.digest.shown import protected

NAMES = (
    *("begun", "published", "improvements_only", "not_published"),
    *("actions_measured", "actions_improved"),
)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ((0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0)),
        ((9, 8, 7, 6, 20, 10), (9, 8, 7, 6, 20, 10)),
        ((2, 8, 3, 1, 20, 10), (None, None, None, None, 20, 10)),
        ((3, 8, 7, 6, 20, 1), (3, 8, 7, 6, 20, None)),
        ((3, 8, 7, 6, 20, 19), (3, 8, 7, 6, 20, None)),
        ((3, 8, 2, 6, 20, 10), (3, None, None, None, 20, 10)),
        ((3, 8, 7, 6, 2, 0), (3, 8, 7, 6, None, None)),
    ],
)
def test_a_small_number_is_hidden_with_what_gives_it_away(
    found: tuple[int, ...], told: tuple[int | None, ...]
) -> None:
    shown = protected(Figures(*found), 2)
    assert tuple(shown[name] for name in NAMES) == told
