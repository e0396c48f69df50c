"""References that tell who a child is: they are shown to many, and outlive an erasure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .folding import fold

LETTERS, NO_WORD, APART = re.compile(r"[^\W\d_]+"), re.compile(r"\W+"), re.compile(r"[\s./-]")
SPACES_AND_HYPHENS = re.compile(r"[\s\u2010-\u2015-]")
LETTERS_MIN = 5
"""A shorter name is too often a word of the reference: WARD, CASE, HALL."""
IN_NAMES = "'.-\u2019"
TELLS = (
    "This holds the name, the NHS number or the date of birth of a child of this notification."
    " It is shown to many and is not erased with them: give a reference that tells nothing."
)
READS_LIKE_A_NAME = (
    "This reads like a name. It is shown to many and is not erased with the child: give a reference"
    " with a number in it, such as ASH-2026-0107."
)


@dataclass(frozen=True)
class Child:
    """What a reference may not tell of a child; a date of birth as YYYY-MM-DD, empty where it may."""

    family_name: str
    given_names: str
    nhs_number: str
    born: str


def tells(reference: str, children: Iterable[Child]) -> bool:
    """Whether it holds the name of a child or a long part of it, the NHS number or the date of birth."""
    words, whole = set(map(fold, LETTERS.findall(reference))), fold(reference)
    digits = APART.sub("", reference)
    return any(
        whole in set(_wholes(child))
        or not words.isdisjoint(_parts(child))
        or any(number in digits for number in _numbers(child))
        for child in children
    )


def reads_like_a_name(reference: str) -> bool:
    """Whether it is words alone, and two at least: no case system numbers its cases so."""
    words = reference.replace(",", " ").split()
    return len(words) > 1 and all(_is_word(one) for one in words)


def digits_of(nhs_number: str) -> str:
    """An NHS number without the spaces and hyphens that people part it with."""
    return SPACES_AND_HYPHENS.sub("", nhs_number)


def _is_word(text: str) -> bool:
    return text[0].isalpha() and all(one.isalpha() or one in IN_NAMES for one in text)


def _wholes(child: Child) -> Iterator[str]:
    family, given = fold(child.family_name), fold(child.given_names)
    yield from (one for one in (family, given, family + given, given + family) if one)


def _parts(child: Child) -> Iterator[str]:
    for name in (child.family_name, child.given_names):
        folded = map(fold, (name, *NO_WORD.split(name)))
        yield from (one for one in folded if len(one) >= LETTERS_MIN)


def _numbers(child: Child) -> Iterator[str]:
    if child.nhs_number:
        yield digits_of(child.nhs_number)
    if child.born:
        year, month, day = child.born.split("-")
        yield from (year + month + day, day + month + year)
