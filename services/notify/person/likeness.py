"""How alike two children are, by the hashes of what is known of them. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from uuid import UUID

from services.notify.worded import Worded

COMMON_MAX = 5
"""No child is in more incidents than so many; what more of them give is a placeholder."""
Pair = tuple[UUID, UUID]


class Ground(Worded):
    """What two children have in common, as the page that asks a person says it."""

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
    new: Collection[UUID],
    children: Sequence[Child],
    before: Collection[Pair] = (),
    linked: Collection[Pair] = (),
) -> Iterator[tuple[Child, Child, Ground | None]]:
    """Each of the new with whoever is like it, or was before; the earlier first, and what makes them alike.

    Where one incident gives a number for two children, it is nobody's proof. Those of ``before`` who are
    linked stay so by their proof, however many others come to give the same.
    """
    whole = {child.id: child for child in children}
    telling = {child.id: child for child in _telling(children)}
    given = Counter((one.incident, one.nhs_number, one.date_of_birth) for one in children)
    for pair in sorted({*before, *_pairs(new, telling.values())}):
        known = whole if pair in linked and _proven(whole, pair) else telling
        if (one := known.get(pair[0])) and (other := known.get(pair[1])):
            ground = alike(one, other)
            several = any(
                given[c.incident, c.nhs_number, c.date_of_birth] > 1 for c in (one, other)
            )
            proof = ground is Ground.NUMBER_AND_BIRTH
            yield one, other, Ground.NUMBER_OF_SEVERAL if proof and several else ground


def _proven(whole: Mapping[UUID, Child], pair: Pair) -> bool:
    one, other = whole.get(pair[0]), whole.get(pair[1])
    return bool(one and other and alike(one, other) is Ground.NUMBER_AND_BIRTH)


def _telling(children: Sequence[Child]) -> list[Child]:
    """What children of many incidents are given is a placeholder, and tells of nobody."""
    numbers = Counter(number for number, _ in {(c.nhs_number, c.incident) for c in children})
    births = Counter(mark for mark, _ in {(_name_and_birth(c), c.incident) for c in children})
    return [
        replace(
            child,
            nhs_number=child.nhs_number if numbers[child.nhs_number] <= COMMON_MAX else None,
            family_name=child.family_name if births[_name_and_birth(child)] <= COMMON_MAX else None,
        )
        for child in children
    ]


def _pairs(new: Collection[UUID], children: Iterable[Child]) -> Iterator[Pair]:
    alike_by: dict[tuple[object, ...], list[UUID]] = {}
    for child in children:
        for mark in (("number", child.nhs_number), ("name", *_name_and_birth(child))):
            if None not in mark:
                alike_by.setdefault(mark, []).append(child.id)
    for ids in alike_by.values():
        for one, other in combinations(sorted(ids), 2):
            if one in new or other in new:
                yield one, other


def _name_and_birth(child: Child) -> tuple[bytes | None, bytes | None]:
    return child.family_name, child.date_of_birth
