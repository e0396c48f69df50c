"""The vocabulary of themes by the day from which it applies; a published version is never edited."""

from dataclasses import dataclass
from datetime import date

from contracts.codes import Theme


@dataclass(frozen=True)
class Vocabulary:
    """One version: its terms, and those that the national body's own checklist asks about."""

    version: str
    since: date
    terms: tuple[Theme, ...]
    checklist: tuple[Theme, ...]


VOCABULARIES = (
    Vocabulary(
        version="themes-1",
        since=date(2018, 6, 29),
        terms=tuple(Theme),
        checklist=(Theme.RACE_ETHNICITY_CULTURE, Theme.WHOLE_FAMILY, Theme.VULNERABLE_BABIES),
    ),
)
"""The newest last; a new term is a new version, so that an old review is read by the terms of its day."""


def vocabulary_on(day: date) -> Vocabulary:
    """The version that applies on a day; the first, before its time."""
    return max((v for v in VOCABULARIES if v.since <= day), key=_since, default=VOCABULARIES[0])


def _since(one: Vocabulary) -> date:
    return one.since
