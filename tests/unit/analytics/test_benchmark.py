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
    region_of,
)
from services.analytics.measures import MEASURES
from services.analytics.policy.benchmark import in_force

RULE = in_force()
PLACES = [
    *(Place(f"west-{n}", f"West {n}", "E12000005", "West Midlands") for n in range(10)),
    Place("north", "North", "E12000001", "North East"),
]
Held = Mapping[str, Mapping[str, int]]


def on_time(held: Held, own: Place = PLACES[0]) -> Compared:
    """The indicator of rapid reviews in time, for the first of the West or another."""
    rows = compare(
        own,
        PLACES,
        lambda measure, who: held.get(who, {}) if measure == "reviewed" else {},
        RULE,
    )
    return rows[0]


def test_every_indicator_is_a_share_of_parts_of_a_measure() -> None:
    for one in INDICATORS:
        measure = next(known for known in MEASURES if known.name == one.measure)
        assert set(one.of) < set(one.out_of) <= set(measure.parts)


def test_a_region_is_the_same_for_each_of_its_partnerships() -> None:
    for own in PLACES[:10]:
        assert region_of(own, PLACES) == PLACES[:10]


@pytest.mark.need("E3")
def test_a_share_stands_beside_the_quarters_of_its_region() -> None:
    held = {
        "west-0": {"on_time": 2, "late": 1},
        **{f"west-{n}": {"on_time": n, "late": 8 - n} for n in range(1, 9)},
        "west-9": {"late": 2},
        "north": {"late": 9},
    }
    row = on_time(held)
    assert row.own == "67"
    assert (row.peers_low, row.peers_middle, row.peers_high) == ("40", "65", "75")
    assert row.peers_counted == "9", "one has too few cases, and one is of another region"


@pytest.mark.need("E3")
def test_of_too_few_cases_or_peers_nothing_is_shown() -> None:
    assert on_time({}).own == NOTHING
    assert on_time({"west-0": {"on_time": 2}}).own == HIDDEN
    seven = {f"west-{n}": {"on_time": 3} for n in range(1, 8)}
    row = on_time(seven)
    assert {row.peers_low, row.peers_middle, row.peers_high, row.peers_counted} == {HIDDEN}


COUNTS = st.fixed_dictionaries({"on_time": st.integers(0, 5), "late": st.integers(0, 5)})


@given(st.lists(COUNTS, min_size=10, max_size=10))
def test_what_is_shown_of_a_region_is_of_enough_of_it_and_no_share_of_anyone(
    counts: list[dict[str, int]],
) -> None:
    held = {f"west-{n}": one for n, one in enumerate(counts)}
    seen = {shown_of_region(held, own) for own in PLACES[:10]}
    assert len(seen) == 1, "two pages of a region differ in nothing"
    *shown, counted = seen.pop()
    whole = [one for one in counts if sum(one.values()) >= RULE.cases_min]
    if len(whole) < RULE.peers_min:
        assert {*shown, counted} == {HIDDEN}
    else:
        assert sorted(shown, key=int) == shown
        assert all(int(one) % RULE.rounded_to == 0 for one in shown)
        assert counted == str(len(whole))


def shown_of_region(held: Held, own: Place) -> tuple[str, ...]:
    """What the page of a partnership says of its region."""
    row = on_time(held, own)
    return (row.peers_low, row.peers_middle, row.peers_high, row.peers_counted)
