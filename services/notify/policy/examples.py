"""Published guidance and curated worked examples for who asks whether to notify; from ``examples.toml``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.dated import tables


@dataclass(frozen=True)
class Guidance:
    """One document in the version that is in force."""

    title: str
    version: str
    address: str

    @property
    def words(self) -> str:
        """The title with its version, which some titles end in; ``2025-06`` is ``June 2025``."""
        if self.title.endswith(self.version):
            return self.title
        year, _, month = self.version.partition("-")
        named = f"{date(int(year), int(month), 1):%B %Y}" if month else year
        return f"{self.title} {named}"


@dataclass(frozen=True)
class Example:
    """A worked example: made up, curated, looked at on a day."""

    title: str
    situation: str
    answer: str
    rests_on: Sequence[str]
    curated_by: str
    reviewed_on: date


def _in_force(on: date) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tables(__package__, "examples.toml")["guidance"]
    return [r for r in rows if r["from"] <= on and ("until" not in r or on <= r["until"])]


def guidance(on: date) -> list[Guidance]:
    """The documents in force on a day."""
    return [_document(row) for row in _in_force(on)]


def _document(row: dict[str, Any]) -> Guidance:
    return Guidance(row["title"], row["version"], row["address"])


def examples(on: date) -> list[Example]:
    """The worked examples, with the paragraphs that they rest on as they are in force."""
    known = {
        (row["document"], code): f"{_document(row).words}. {words}"
        for row in _in_force(on)
        for code, words in row["paragraphs"]
    }
    return [
        Example(
            row["title"],
            row["situation"],
            row["answer"],
            [known[tuple(ref)] for ref in row["rests_on"] if tuple(ref) in known],
            row["curated_by"],
            row["reviewed_on"],
        )
        for row in tables(__package__, "examples.toml")["example"]
    ]
