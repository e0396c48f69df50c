"""When two notifications are alike enough to ask a person."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.notify.notification.likeness import DAYS, Alike, AlikeChild, because

DAY = date(2026, 3, 26)
CHILD = AlikeChild(frozenset({"name_birth_hash:a"}), "male", "under_1")
OTHER = AlikeChild(frozenset({"name_birth_hash:b"}), "male", "under_1")


def alike(
    number: int, *children: AlikeChild, days: int = 0, place: tuple[str, ...] = ("990",)
) -> Alike:
    return Alike(UUID(int=number), DAY + timedelta(days=days), frozenset(place), children)


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (alike(1, CHILD), alike(2, CHILD, days=DAYS), True),
        (alike(1, CHILD), alike(2, CHILD, days=-DAYS, place=("991",)), True),
        (alike(1, CHILD), alike(2, CHILD, days=DAYS + 1), False),
        (alike(1, CHILD), alike(2, OTHER), True),
        (alike(1, CHILD), alike(2, OTHER, place=("991",)), False),
        (alike(1, CHILD, place=("990", "991")), alike(2, OTHER, place=("991",)), True),
        (alike(1, CHILD), alike(2, AlikeChild(frozenset(), "female", "under_1")), False),
        (alike(1, CHILD), alike(2, AlikeChild(frozenset(), "male", "not_known")), False),
        (
            alike(1, AlikeChild(frozenset(), "not_known", "under_1")),
            alike(2, AlikeChild(frozenset(), "not_known", "under_1")),
            False,
        ),
        (alike(1, OTHER, CHILD), alike(2, CHILD, place=("992",)), True),
    ],
)
def test_the_same_child_or_the_same_place_sex_and_age(
    one: Alike, other: Alike, *, asked: bool
) -> None:
    assert bool(because(one, other)) is asked
    assert because(one, other) == because(other, one)


def test_the_reasons_are_words_for_a_person() -> None:
    assert because(alike(1, CHILD), alike(2, CHILD, days=1)) == (
        "a child of the same NHS number, or of the same family name and date of birth",
        "a child of the same sex and age",
        "the same authority is concerned",
        "1 day apart",
    )
