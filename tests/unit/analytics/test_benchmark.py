"""A partnership beside its peers: what is shown, what is hidden, and that nobody's number can be worked out."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analytics.benchmark.compare import (
    HIDDEN,
    INDICATORS,
    NOTHING,
    Compared,
    Place,
    compare,
    peers_of,
)
from services.analytics.measures import MEASURES
from services.analytics.policy.benchmark import in_force

RULE = in_force()
PLACES = [
    *(Place(f"west-{n}", f"West {n}", "E12000005", "West Midlands") for n in range(6)),
    Place("north", "North", "E12000001", "North East"),
]
Held = Mapping[str, Mapping[str, int]]


def on_time(held: Held) -> Compared:
    """The indicator of rapid reviews in time, for the first of the West."""
    rows = compare(
        PLACES[0],
        PLACES,
        lambda measure, who: held.get(who, {}) if measure == "reviewed" else {},
        RULE,
    )
    return rows[0]


def test_every_indicator_is_a_share_of_parts_of_a_measure() -> None:
    for one in INDICATORS:
        measure = next(known for known in MEASURES if known.name == one.measure)
        assert set(one.of) < set(one.out_of) <= set(measure.parts)


def test_peers_are_the_others_of_the_region() -> None:
    assert [one.partnership for one in peers_of(PLACES[0], PLACES)] == [
        f"west-{n}" for n in range(1, 6)
    ]


@pytest.mark.need("E3")
def test_a_share_stands_beside_the_quarters_of_its_peers() -> None:
    held = {
        "west-0": {"on_time": 2, "late": 1},
        "west-1": {"on_time": 1, "late": 3},
        "west-2": {"on_time": 2, "late": 2},
        "west-3": {"on_time": 3, "late": 1},
        "west-4": {"on_time": 5},
        "west-5": {"late": 2},
        "north": {"late": 9},
    }
    row = on_time(held)
    assert row.own == "67"
    assert (row.peers_low, row.peers_middle, row.peers_high) == ("25", "50", "75")
    assert row.peers_counted == "4", "one has too few cases, and one is of another region"


@pytest.mark.need("E3")
def test_of_too_few_cases_or_peers_nothing_is_shown() -> None:
    assert on_time({}).own == NOTHING
    assert on_time({"west-0": {"on_time": 2}}).own == HIDDEN
    three = {f"west-{n}": {"on_time": 3} for n in range(1, 4)}
    row = on_time(three)
    assert {row.peers_low, row.peers_middle, row.peers_high, row.peers_counted} == {HIDDEN}


COUNTS = st.fixed_dictionaries({"on_time": st.integers(0, 5), "late": st.integers(0, 5)})


@given(st.lists(COUNTS, min_size=6, max_size=6))
def test_what_is_shown_of_peers_is_of_enough_of_them_with_enough_cases(
    counts: list[dict[str, int]],
) -> None:
    held = {f"west-{n}": one for n, one in enumerate(counts)}
    row = on_time(held)
    whole = [one for one in counts[1:] if sum(one.values()) >= RULE.cases_min]
    shown = [row.peers_low, row.peers_middle, row.peers_high]
    if len(whole) < RULE.peers_min:
        assert set(shown) == {HIDDEN}
    else:
        assert sorted(shown, key=int) == shown
        assert row.peers_counted == str(len(whole))
