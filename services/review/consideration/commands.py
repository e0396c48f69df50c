"""What may be asked of a consideration. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.review.consideration import preparing


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
    """Record the decision; attendance, view and version come from outside this object.

    ``present``: member and sector; ``asks``: number and of whom; ``version``, ``read_version``: the round
    and the version of the rapid review as the page showed them; ``apart``: member, sector and why, of
    those whom the register does not let count; ``not_recent``, ``not_inducted``: members it warns of.
    """

    on: date
    version: int | None
    meeting_id: UUID
    meeting_on: date | None
    present: tuple[tuple[str, str], ...]
    quorum: int
    outcome: str
    national_candidate: bool
    criteria: tuple[tuple[str, str, bool], ...]
    has_reasons: bool
    asks: tuple[tuple[int, tuple[str, ...]], ...]
    view: str
    view_on: date
    read_version: int | None
    review_version: int
    decision_id: UUID
    said: Any
    apart: tuple[tuple[str, str, str], ...] = ()
    not_recent: tuple[str, ...] = ()
    not_inducted: tuple[str, ...] = ()


@dataclass(frozen=True)
class IssueLetter:
    """The decision's letter went out; perhaps it awaits the partners' decision."""

    decision_id: UUID
    on: date
    awaits_reply: bool


@dataclass(frozen=True)
class Stop:
    """The case is no longer to be considered."""


Command = Receive | ListFor | Recuse | Decide | IssueLetter | Stop | preparing.Command
