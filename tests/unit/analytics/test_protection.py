"""Small numbers can not be seen, nor worked out from what stands beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.small_numbers import hidden
from services.analytics.policy import rules


def one_set(_key: str) -> str:
    return "all"


@pytest.mark.need("H8")
@pytest.mark.parametrize(
    ("cells", "expected", "why"),
    [
        ({"a": 3, "b": 9, "c": 0}, "", "nothing is small, and 0 is a true zero"),
        ({"a": 2, "b": 9, "c": 3}, "ac", "the next smallest goes with it"),
        ({"a": 1, "b": 2, "c": 9}, "ab", "two small ones hide each other"),
        ({"a": 1, "b": 1, "c": 9}, "abc", "two of 1 together are still small"),
        ({"a": 1, "b": 0, "c": 0}, "ab", "a zero, when nothing else is left"),
        ({"a": 1, "b": 1, "c": 0}, "ab", "any of two hidden ones may be the zero"),
        ({"a": 1}, "a", "alone: its set has no total to compare with but itself"),
    ],
)
def test_a_small_number_takes_another_with_it(
    cells: dict[str, int], expected: str, why: str
) -> None:
    assert hidden(cells, [one_set], 2) == frozenset(expected), why


def test_hiding_in_one_set_may_ask_for_more_in_another() -> None:
    cells = {"N1": 1, "N2": 5, "S1": 7, "S2": 4}
    by_region, by_year = (lambda key: key[0]), (lambda key: key[1])
    assert hidden(cells, [by_region, by_year], 2) == frozenset(cells)


CELLS = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 12), min_size=1
)


@given(CELLS)
def test_no_set_with_a_neighbour_hides_exactly_one(cells: dict[tuple[int, int], int]) -> None:
    limit = rules.disclosure().suppress_up_to
    groups = [lambda key: ("row", key[0]), lambda key: ("column", key[1])]
    found = hidden(cells, groups, limit)
    assert {key for key, number in cells.items() if 0 < number <= limit} <= found
    for group in groups:
        for name in {group(key) for key in cells}:
            members = [key for key in cells if group(key) == name]
            assert len(members) == 1 or len(found.intersection(members)) != 1
