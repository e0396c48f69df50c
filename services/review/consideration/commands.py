"""What may be asked of a consideration. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Receive:
    """A version of the rapid review came."""

    on: date
    reference: str


@dataclass(frozen=True)
class ListFor:
    """Put it on an agenda."""

    meeting_id: UUID
    meeting_on: date | None


@dataclass(frozen=True)
class Recuse:
    """Keep a member out."""

    member_id: str
    reason: str


@dataclass(frozen=True)
class Decide:
    """Record the decision; attendance, view and version come from outside this object."""

    on: date
    version: int | None
    meeting_id: UUID
    meeting_on: date | None
    present: tuple[str, ...]
    quorum: int
    outcome: str
    national_candidate: bool
    criteria: tuple[tuple[str, str, bool], ...]
    has_reasons: bool
    asks: int
    has_advice: bool
    themes: tuple[str, ...]
    view: str
    review_version: int
    decision_id: UUID
    said: Any


@dataclass(frozen=True)
class Stop:
    """The case is no longer to be considered."""


Command = Receive | ListFor | Recuse | Decide | Stop
