"""How alike two children are, by the hashes of what is known of them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID


class Ground(StrEnum):
    """What two children have in common, as the page that asks a person says it."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """Keep the words beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member

    NUMBER_AND_BIRTH = "nhs_number_and_birth", "The NHS numbers and the dates of birth are equal."
    NUMBER_OF_SEVERAL = (
        "nhs_number_of_several",
        "The NHS numbers and the dates of birth are equal, but one notification gives them for two children.",
    )
    NUMBER = "nhs_number", "The NHS numbers are equal; a date of birth is not known."
    NUMBER_OTHER_BIRTH = (
        "nhs_number_other_birth",
        "The NHS numbers are equal, but the dates of birth differ.",
    )
    WHOLE_NAME_AND_BIRTH = (
        "whole_name_and_birth",
        "The whole names and the dates of birth are equal.",
    )
    NAME_AND_BIRTH = (
        "family_name_and_birth",
        "The family names and the dates of birth are equal; the given names are not, or are not known.",
    )


@dataclass(frozen=True)
class Child:
    """A child of one incident, and the hashes of what is known of it."""

    id: UUID
    incident: UUID
    family_name: bytes | None = None
    given_names: bytes | None = None
    date_of_birth: bytes | None = None
    nhs_number: bytes | None = None


def alike(one: Child, other: Child) -> Ground | None:
    """What makes two children one, or likely so; children of one incident were told apart by its sender."""
    if one.incident == other.incident:
        return None
    if one.nhs_number and other.nhs_number:
        return _by_number(one, other) if one.nhs_number == other.nhs_number else None
    if not (_equal(one.family_name, other.family_name) and _equal_birth(one, other)):
        return None
    whole = _equal(one.given_names, other.given_names)
    return Ground.WHOLE_NAME_AND_BIRTH if whole else Ground.NAME_AND_BIRTH


def _by_number(one: Child, other: Child) -> Ground:
    if not (one.date_of_birth and other.date_of_birth):
        return Ground.NUMBER
    return Ground.NUMBER_AND_BIRTH if _equal_birth(one, other) else Ground.NUMBER_OTHER_BIRTH


def _equal_birth(one: Child, other: Child) -> bool:
    return _equal(one.date_of_birth, other.date_of_birth)


def _equal(one: bytes | None, other: bytes | None) -> bool:
    return one is not None and one == other


def compared(
    new: Collection[UUID], children: Sequence[Child]
) -> Iterator[tuple[Child, Child, Ground | None]]:
    """Each of the new with each other child, the earlier first, and what makes the two alike.

    Where one incident gives a number for two children, it is nobody's proof.
    """
    given = Counter((child.incident, child.nhs_number, child.date_of_birth) for child in children)
    in_order = sorted(children, key=lambda child: child.id)
    for place, one in enumerate(in_order):
        for other in in_order[place + 1 :]:
            if one.id in new or other.id in new:
                ground = alike(one, other)
                several = any(
                    given[c.incident, c.nhs_number, c.date_of_birth] > 1 for c in (one, other)
                )
                proof = ground is Ground.NUMBER_AND_BIRTH
                yield one, other, Ground.NUMBER_OF_SEVERAL if proof and several else ground
