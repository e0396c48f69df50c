"""What may be asked of a consideration. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.review.consideration import preparing
from services.review.policy.criteria import NOTHING_ASKED, Framework


@dataclass(frozen=True)
class Advised:
    """One piece of advice in its codes: what it rests on."""

    number: int
    criterion: str | None = None
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class Receive:
    """A version of the rapid review came; ``shut_out``: the members who may not read it."""

    on: date
    reference: str
    shut_out: tuple[str, ...] = ()


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
    those whom the register does not let count; ``not_recent``, ``not_inducted``: members it warns of;
    ``evidence``: criteria with how many pieces of evidence each names.
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
    evidence: tuple[tuple[str, int], ...] = ()
    advice: tuple[Advised, ...] = ()
    reason_codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    framework: Framework = NOTHING_ASKED


@dataclass(frozen=True)
class Correct:
    """Mend a decision; ``changes``: the fields of ``Decide`` that now say something else.

    ``parts``: the contract's fields that were given, text too.
    """

    on: date
    decision_id: UUID
    changes: Mapping[str, Any]
    parts: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class IssueLetter:
    """The decision's letter went out; perhaps it awaits the partners' decision."""

    decision_id: UUID
    on: date
    awaits_reply: bool


@dataclass(frozen=True)
class Stop:
    """The case is no longer to be considered."""


Command = Receive | ListFor | Recuse | Decide | Correct | IssueLetter | Stop | preparing.Command
