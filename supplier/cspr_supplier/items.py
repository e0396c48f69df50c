"""What a file holds: notifications, each knowing the row, the column and the words of what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

CHILDREN, POSITIONS, AREAS = "children", "positions", "other_areas"
CHILD, AREA = "child_", "other_area_"
NUMBERED = {POSITIONS, AREAS}


class Unreadable(Exception):
    """The whole file can not be read: why, and what to do about it."""


@dataclass(frozen=True)
class Wrong:
    """One thing that is wrong: its row as the file numbers it, its column, and why.

    The reason never repeats what was written there: that may be a child's name.
    """

    row: int
    letter: str
    heading: str
    reason: str

    def __str__(self) -> str:
        """As a person reads it."""
        column = f", column {self.letter}" if self.letter else ""
        named = f" ({self.heading})" if self.heading else ""
        return f"Row {self.row}{column}{named}: {self.reason}"


class Place(Protocol):
    """Where in its file a notification stands."""

    @property
    def row(self) -> int:
        """Its first row, line or number, from 1."""

    @property
    def rows(self) -> Sequence[int]:
        """All of its rows."""

    def of(self, pointer: str) -> tuple[int, str, str]:
        """Row, column letter and heading of a JSON Pointer into it."""


@dataclass(frozen=True)
class Numbered:
    """A notification that is a document of its own: the pointer is its column."""

    row: int

    @property
    def rows(self) -> Sequence[int]:
        """It has one number."""
        return (self.row,)

    def of(self, pointer: str) -> tuple[int, str, str]:
        """The number of the document; what it points to, in words."""
        return self.row, "", pointer.strip("/").replace("/", ".")


@dataclass(frozen=True)
class InTable:
    """A notification that is one or more rows of a table, each row a child."""

    rows: Sequence[int]
    letters: Mapping[str, str]
    listed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The columns' prefixes behind each entry of a list: ``positions`` -> ``health_``."""

    @property
    def row(self) -> int:
        """The first of its rows."""
        return self.rows[0]

    def of(self, pointer: str) -> tuple[int, str, str]:
        """The cell that a pointer means; a column that the file lacks has no letter."""
        first, *rest = pointer.strip("/").split("/")
        number = int(rest[0]) if rest and rest[0].isdecimal() else None
        row, name = self.row, _words(first, *rest)
        if first == CHILDREN and number is not None:
            row = self.rows[min(number, len(self.rows) - 1)]
            name = CHILD + _words(*rest[1:]) if rest[1:] else ""
        elif first in NUMBERED and number is not None:
            prefixes = self.listed.get(first, ())
            name = prefixes[number] + _words(*rest[1:]) if number < len(prefixes) else first
        return row, self.letters.get(name, ""), name


def _words(*parts: str) -> str:
    return "_".join(part for part in parts if not part.isdecimal())


@dataclass(frozen=True)
class Item:
    """One notification of a file, as a case system would send it."""

    body: Mapping[str, Any]
    place: Place
    wrong: Sequence[Wrong] = ()

    def at(self, pointer: str, reason: str) -> Wrong:
        """What is wrong at a JSON Pointer."""
        return Wrong(*self.place.of(pointer), reason)

    def and_wrong(self, errors: Sequence[Mapping[str, str]]) -> tuple[Wrong, ...]:
        """What was wrong when it was read, then these; each cell once."""
        found = {(one.row, one.heading): one for one in self.wrong}
        for error in errors:
            one = self.at(error["pointer"], error["reason"])
            found.setdefault((one.row, one.heading), one)
        return tuple(sorted(found.values(), key=lambda one: one.row))


@dataclass(frozen=True)
class Book:
    """All that a file holds, and what its sender should know of how it was read."""

    kind: str
    items: Sequence[Item]
    rows: int
    notes: Sequence[str] = ()
