"""Where a letter differs from the standard of its kind: its template and standard lines, nothing typed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from services.correspondence.letter_types.data import LetterData
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.render.content import Letter, Section, body

_TYPED: dict[str, Any] = {
    **dict.fromkeys(("strengths", "decision_making", "analysis", "learning", "advice")),
    **dict.fromkeys(("criteria", "advice_items", "reason_codes", "asks", "lines_of_enquiry"), ()),
    **dict.fromkeys(("corrected", "replaced")),
    **dict.fromkeys(("advised_before", "context", "library"), ()),
    "reasons": "",
}
"""What is of one case, and how it stands where there is none."""


@dataclass(frozen=True)
class Departure:
    """One section: what the standard says there and the letter does not, and the other way round."""

    section: str
    standard: tuple[str, ...]
    letter: tuple[str, ...]


def departures(content: Letter, data: LetterData, kind: LetterType) -> tuple[Departure, ...]:
    """Every section in which a letter is not its standard, in the order of the letter."""
    return between(content, kind.render(_bare(data, kind)))


def between(content: Letter, bare: Letter) -> tuple[Departure, ...]:
    """Every section in which a letter is not this other one, in the order of the letter."""
    standard = {one.heading: one for one in bare.sections}
    found = (_departure(section, standard.get(section.heading)) for section in content.sections)
    return tuple(one for one in found if one.standard or one.letter)


def _bare(data: LetterData, kind: LetterType) -> LetterData:
    """The same letter of a case of which nothing is known; a correction keeps what its template is about."""
    kept = {"corrected": data.corrected} if data.corrected and kind.code == "correction" else {}
    return replace(data, **{**_TYPED, **kept})


def _departure(section: Section, standard: Section | None) -> Departure:
    said, usual = tuple(_lines(section)), tuple(_lines(standard)) if standard else ()
    return Departure(
        section.heading,
        tuple(one for one in usual if one not in said),
        tuple(one for one in said if one not in usual),
    )


def _lines(section: Section) -> Iterator[str]:
    """Its texts, a row of a table on one line; numbers of paragraphs are no words."""
    only = Letter("", "", "", (), "", (1, 1, 1), "", "", (section,), (), ())
    for place, texts in body(only):
        row = place.removeprefix(section.heading).removeprefix(", ")
        first = "" if not row or row.startswith("paragraph ") else f"{row}: "
        if said := ", ".join(one for one in texts if one):
            yield first + said
