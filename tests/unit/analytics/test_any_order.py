"""The numbers are the same, whatever the order in which facts come, and however often."""

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.analytics.facts import Told, count
from tests.unit.analytics.local_reviews_told import added, breached, evidenced, measured
from tests.unit.analytics.told import (
    ASHMERE,
    BRACKENFORD,
    COLDHAVEN,
    amended,
    completed,
    decided,
    lcspr,
    marked_duplicate,
    notified,
    published,
    read,
    reassigned,
    reviewed,
)


def a_case(number: int) -> list[list[Told]]:
    """One case's facts, a list for each of its topics."""
    area = (ASHMERE, BRACKENFORD, COLDHAVEN)[number % 3]
    return [
        [
            notified(number, f"2026-04-{number + 1:02}", area, late=number % 2),
            *(amended(number, 3), completed(number, 1, age_band="1_to_5")),
            *((reassigned(number, BRACKENFORD),) if number % 4 == 1 else ()),
            *((marked_duplicate(number, 0),) if number % 4 == 3 else ()),
        ],
        [
            reviewed(number, f"2026-05-{number + 1:02}", late=number % 2),
            read(number, *("strong", "weak")[number % 2 :]),
            lcspr(number, "2026-06-15"),
            published(number, f"2026-12-{number + 1:02}"),
            *((breached(number, f"2026-12-{number + 1:02}"),) if number % 2 else ()),
            added(number, "2026-07-01"),
            evidenced(number),
            *((measured(number, "improved"),) if number % 2 else ()),
        ],
        [
            decided(number, "2026-05-14", "request_information", None),
            decided(number, "2026-06-04", themes=("neglect",)),
        ],
    ]


LANES = [lane for number in range(8) for lane in a_case(number)]
IN_ORDER = [told for lane in LANES for told in lane]


def shuffled(seed: int) -> list[Told]:
    """Any order that Kafka may give: within a topic and a case it is kept."""
    pick = random.Random(seed)
    turns = [number for number, lane in enumerate(LANES) for _ in lane]
    pick.shuffle(turns)
    rest = [iter(lane) for lane in LANES]
    return [next(rest[number]) for number in turns]


def in_polls(told: Sequence[Told], sizes: random.Random) -> Counter[object]:
    """The same facts, poll by poll, as the consumer would fold them."""
    rows, total, at = {}, Counter[object](), 0
    while at < len(told):
        end = at + sizes.randint(1, 9)
        for place, number in count(rows, told[at:end]).items():
            total[place] += number
        at = end
    return +total


@pytest.mark.need("H1")
@given(st.integers(0, 2**32))
def test_the_order_of_facts_does_not_change_the_numbers(seed: int) -> None:
    whole = Counter(count({}, IN_ORDER))
    assert in_polls(shuffled(seed), random.Random(seed)) == whole


@given(st.integers(0, len(IN_ORDER) - 1))
def test_the_last_fact_told_twice_changes_nothing(at: int) -> None:
    rows: dict = {}
    count(rows, IN_ORDER[: at + 1])
    assert count(rows, [IN_ORDER[at]]) == {}
