"""Each measure against numbers worked out by hand."""

from collections.abc import Sequence

import pytest

from services.analytics.facts import Told, count
from services.analytics.measures import MEASURES
from services.analytics.policy import rules
from services.notify.policy import rules as notify_rules
from tests.unit.analytics.hand_worked import HAND_WORKED, Numbers
from tests.unit.analytics.local_reviews_told import LOCAL_HAND_WORKED
from tests.unit.analytics.told import (
    ASHMERE,
    decided,
    notified,
    registered,
    reviewed,
)


def numbers(name: str, told: Sequence[Told]) -> Numbers:
    """Month, authority, part, days -> how many, of one measure."""
    return {
        (f"{month:%Y-%m}", authority, part, days): number
        for (measure, month, authority, part, days), number in count({}, told).items()
        if measure == name
    }


WORKED = [*HAND_WORKED, *LOCAL_HAND_WORKED]


@pytest.mark.need("H1", "H13")
@pytest.mark.parametrize(
    ("name", "told", "expected"), [row[1:] for row in WORKED], ids=[r[0] for r in WORKED]
)
def test_a_measure_gives_the_numbers_worked_out_by_hand(
    name: str, told: list[Told], expected: Numbers
) -> None:
    assert numbers(name, told) == expected


def test_every_measure_is_worked_out_by_hand() -> None:
    assert {row[1] for row in WORKED} == {measure.name for measure in MEASURES}


@pytest.mark.need("A6", "H13")
@pytest.mark.parametrize(
    ("groups", "name"),
    [(rules.ethnic_groups(), "ethnicity"), (rules.locations(), "location_kind")],
    ids=["ethnicity", "location"],
)
def test_every_code_that_can_be_notified_has_a_group(groups: rules.Groups, name: str) -> None:
    grouped = [code for held in groups.codes.values() for code in held]
    assert sorted(grouped) == sorted(notify_rules.codes(name))
    assert set(groups.codes) == set(groups.words)


def test_a_part_that_is_counted_has_its_words() -> None:
    for _, name, told, _ in WORKED:
        measure = next(one for one in MEASURES if one.name == name)
        parts = {part for _, _, part, _ in numbers(name, told)}
        assert parts <= (set(measure.parts) or {"all"})


def test_a_case_is_counted_once_its_place_is_known() -> None:
    early = [reviewed(1, "2026-05-06"), decided(1, "2026-06-04")]
    assert count({}, early) == {}
    assert numbers("decided", [*early, notified(1, "2026-04-10")]) == {
        ("2026-06", "990", "agree_no_lcspr", 0): 1
    }


def test_facts_that_tell_nothing_here_change_nothing() -> None:
    assert count({}, [registered(ASHMERE)]) == {}
