"""Whether two notifications may be of the same incident, and because of what. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

DAYS = 7
UNKNOWN = ("not_known", "unborn", "")


@dataclass(frozen=True)
class AlikeChild:
    """One child by what may be compared: keyed hashes of who it is, and codes."""

    hashes: frozenset[str]
    sex: str
    age_band: str


@dataclass(frozen=True)
class Alike:
    """A notification by what may be compared; ``authorities``: all that it concerns."""

    id: UUID
    occurred_on: date
    authorities: frozenset[str]
    children: Sequence[AlikeChild]


def because(one: Alike, other: Alike) -> tuple[str, ...]:
    """Why the two may be the same; nothing when they are not alike enough to ask a person.

    A child known to be the same is enough, wherever it was; else place, sex and age must all agree.
    """
    days = abs((one.occurred_on - other.occurred_on).days)
    if days > DAYS:
        return ()
    same = any(a.hashes & b.hashes for a in one.children for b in other.children)
    like = any(_like(a, b) for a in one.children for b in other.children)
    place = bool(one.authorities & other.authorities)
    if not same and not (like and place):
        return ()
    reasons = {
        "a child of the same NHS number, or of the same family name and date of birth": same,
        "a child of the same sex and age": like,
        "the same authority is concerned": place,
        "the same day" if not days else f"{days} day{'' if days == 1 else 's'} apart": True,
    }
    return tuple(words for words, holds in reasons.items() if holds)


def _like(one: AlikeChild, other: AlikeChild) -> bool:
    return (
        (one.sex, one.age_band) == (other.sex, other.age_band)
        and one.sex not in UNKNOWN
        and one.age_band not in UNKNOWN
    )
