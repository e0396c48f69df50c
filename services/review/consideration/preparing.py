"""What prepares a case for its meeting: triage, lead readers, their comments; and dissent after it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Triage:
    """How the meeting will take it; ``sectors``: which should read it."""

    on: date
    route: str
    sectors: tuple[str, ...]
    note: Any


@dataclass(frozen=True)
class Candidate:
    """A member who might read it; ``why_not``: what shuts them out, else None."""

    member_id: str
    sector: str
    load: int
    why_not: str | None = None


@dataclass(frozen=True)
class Allocate:
    """Give it to these; to none by name: ``number`` are found by sector and load among the candidates."""

    named: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    number: int


@dataclass(frozen=True)
class Comment:
    """A lead reader's comment; ``why_not``: what has shut them out since they were given the case."""

    member_id: str
    said: Any
    why_not: str | None = None


@dataclass(frozen=True)
class Dissent:
    """A member who sat does not share the decision."""

    member_id: str
    reason: Any


Command = Triage | Allocate | Comment | Dissent


@dataclass(frozen=True)
class Triaged:
    """It was looked through."""

    command: Triage


@dataclass(frozen=True)
class Allocated:
    """It has its readers; ``missing``: the sectors that were wanted and are not among them."""

    readers: tuple[Candidate, ...]
    by_load: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Commented:
    """A reader commented."""

    member_id: str
    said: Any


@dataclass(frozen=True)
class Dissented:
    """Somebody dissents."""

    member_id: str
    reason: Any


Event = Triaged | Allocated | Commented | Dissented
