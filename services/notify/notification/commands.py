"""What may be asked of a notification."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True)
class Position:
    """One partner's position on notifying; ``stated_on`` is None when it was not dated."""

    partner: str
    position: str
    stated_on: date | None


@dataclass(frozen=True)
class Submit:
    """Notify an incident; route and basis are what the policy in force says of it."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    route: Literal["in_scope", "notify_only", "not_notifiable"]
    basis: str
    positions: tuple[Position, ...] = ()
    other_authorities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amend:
    """Correct dates; None leaves one as it was."""

    on: date
    occurred_on: date | None = None
    aware_on: date | None = None
    partners_told_on: date | None = None


@dataclass(frozen=True)
class Withdraw:
    """Find that the criteria are not met; the authority decides, positions are recorded."""

    on: date
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True)
class RecordPosition:
    """State a partner's position on notifying."""

    on: date
    stated: Position


Command = Submit | Amend | Withdraw | RecordPosition
