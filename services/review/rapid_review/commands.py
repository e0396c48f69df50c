"""What may be asked of a rapid review. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Open:
    """An incident is in scope."""

    reference: str
    authority_code: str
    partnership: str
    region_code: str
    notified_on: date


@dataclass(frozen=True)
class ExplainDelay:
    """Say why it will be late."""

    on: date
    expected_on: date
    said: Any


@dataclass(frozen=True)
class Submit:
    """Send a version. ``said`` is what was sent, in the contract's words; the rules do not read it.

    ``undecided_since``: when the round began that still waits for its decision; else this begins one.
    ``confirmed``: a person stands for the structured core; a document alone has none yet.
    """

    on: date
    undecided_since: date | None
    view: str
    positions: tuple[tuple[str, str, bool], ...]
    has_rationale: bool
    has_document: bool
    themes: tuple[str, ...]
    said: Any
    confirmed: bool = True


@dataclass(frozen=True)
class Confirm:
    """A named person stands for the structured core of a version."""

    version: int
    core: Submit


@dataclass(frozen=True)
class Cancel:
    """The notification was withdrawn."""

    basis: str


@dataclass(frozen=True)
class Move:
    """Another authority has it (code, partnership, region), or it counts since an earlier day."""

    whose: tuple[str, str, str] | None = None
    since: date | None = None


Command = Open | ExplainDelay | Submit | Confirm | Cancel | Move
