"""Published guidance by the days on which it is in force, and curated worked examples; from ``guidance.toml``."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Guidance:
    """One document in one version."""

    document: str
    title: str
    version: str
    since: date
    until: date | None
    address: str
    paragraphs: Sequence[tuple[str, str]]

    @property
    def version_words(self) -> str:
        """``2026``, or the month where it is the version: ``June 2025``."""
        year, _, month = self.version.partition("-")
        return f"{date(int(year), int(month), 1):%B %Y}" if month else year

    @property
    def words(self) -> str:
        """The title with its version, which some titles end in."""
        named = self.title.endswith(self.version)
        return self.title if named else f"{self.title} {self.version_words}"


@dataclass(frozen=True)
class Paragraph:
    """A place in one version of a document."""

    document: str
    version: str
    paragraph: str
    words: str

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.document}/{self.version}/{self.paragraph}"

    def ref(self) -> dict[str, str]:
        """As a command names it."""
        return {
            "document": self.document,
            "version": self.version,
            "paragraph": self.paragraph,
        }


@dataclass(frozen=True)
class Example:
    """A worked example: made up, curated, looked at on a day."""

    id: str
    topic: str
    title: str
    situation: str
    answer: str
    rests_on: Sequence[str]
    curated_by: str
    reviewed_on: date


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "guidance.toml").read_text())


def version() -> str:
    """The version of this list."""
    return str(_data()["version"])


@cache
def _all() -> tuple[Guidance, ...]:
    return tuple(
        Guidance(
            document=row["document"],
            title=row["title"],
            version=row["version"],
            since=row["from"],
            until=row.get("until"),
            address=row["address"],
            paragraphs=tuple((code, words) for code, words in row["paragraphs"]),
        )
        for row in _data()["guidance"]
    )


def in_force(on: date) -> list[Guidance]:
    """The documents in force on a day."""
    return [one for one in _all() if one.since <= on and (one.until is None or on <= one.until)]


def paragraphs(on: date) -> list[Paragraph]:
    """The places that advice of a day may rest on."""
    return [
        Paragraph(one.document, one.version, code, f"{one.words}. {words}")
        for one in in_force(on)
        for code, words in one.paragraphs
    ]


def named(document: str, version_: str, paragraph: str | None) -> str:
    """A reference in words; its codes where this list does not know it."""
    for one in _all():
        if (one.document, one.version) == (document, version_):
            words = dict(one.paragraphs).get(paragraph or "")
            return f"{one.words}{f', {words}' if words else ''}"
    return " ".join(filter(None, (document, version_, paragraph)))


def examples(on: date, topic: str | None = None) -> list[Example]:
    """The worked examples, of one topic or of all, with what they rest on as it is in force."""
    known = {(one.document, one.paragraph): one.words for one in paragraphs(on)}
    return [
        Example(
            **{
                **row,
                "rests_on": [known[tuple(ref)] for ref in row["rests_on"] if tuple(ref) in known],
            }
        )
        for row in _data()["example"]
        if topic in (None, row["topic"])
    ]
