"""What may be asked of a review's course, and what can follow. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Propose:
    """Propose one, before the partners decide."""

    today: date
    proposed_on: date
    reviewed: bool
    said: Any


@dataclass(frozen=True)
class SetScope:
    """Set, or set anew, what is reviewed and how."""

    today: date
    set_on: date
    period: tuple[date | None, date | None]
    lines: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Start:
    """The work has begun."""

    today: date
    started_on: date


@dataclass(frozen=True)
class ReceiveDraft:
    """A draft came; ``allowed_from``: from when, with it, the report may be published."""

    today: date
    received_on: date
    said: Any
    allowed_from: date | None = None


@dataclass(frozen=True)
class AskRework:
    """The draft goes back."""

    today: date
    asked_on: date
    said: Any


@dataclass(frozen=True)
class Approve:
    """The partners approve the draft; it is theirs, and no majority is asked for."""

    today: date
    approved_on: date
    approved_by: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Forecast:
    """When it is expected; ``late``: after its six months."""

    today: date
    forecast_on: date
    late: bool


@dataclass(frozen=True)
class NoteProceedings:
    """What runs beside it; a trial may be listed for days to come."""

    kind: str
    begun_on: date
    ended_on: date | None
    holds_up: tuple[str, ...]
    said: Any


Command = (
    Propose | SetScope | Start | ReceiveDraft | AskRework | Approve | Forecast | NoteProceedings
)


@dataclass(frozen=True)
class Proposed:
    """It is proposed."""

    on: date
    said: Any


@dataclass(frozen=True)
class ScopeSet:
    """It has a scope."""

    said: Any


@dataclass(frozen=True)
class Started:
    """It has begun its work."""

    on: date


@dataclass(frozen=True)
class DraftReceived:
    """There is a draft."""

    on: date
    said: Any


@dataclass(frozen=True)
class ReworkAsked:
    """The draft is with the reviewer again."""

    on: date
    said: Any


@dataclass(frozen=True)
class Approved:
    """The report is approved."""

    on: date
    approved_by: tuple[str, ...]
    said: Any


@dataclass(frozen=True)
class Forecasted:
    """A day is expected."""

    forecast_on: date
    late: bool


@dataclass(frozen=True)
class ProceedingsNoted:
    """Proceedings are known."""

    kind: str
    begun_on: date
    ended_on: date | None
    holds_up: tuple[str, ...]
    said: Any


Event = (
    Proposed
    | ScopeSet
    | Started
    | DraftReceived
    | ReworkAsked
    | Approved
    | Forecasted
    | ProceedingsNoted
)
