"""What may have happened to a notification."""

from dataclasses import dataclass
from datetime import date, datetime

from services.notify.notification.commands import Position


@dataclass(frozen=True)
class Submitted:
    """The authority notified."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Accepted:
    """It is whole."""


@dataclass(frozen=True)
class Shared:
    """It was sent on: to ``dfe``, ``ofsted`` or ``authority:<code>``."""

    recipient: str
    on: date


@dataclass(frozen=True)
class ScopedIn:
    """A rapid review is required."""

    basis: str


@dataclass(frozen=True)
class ScopedNotifyOnly:
    """No rapid review follows."""

    basis: str


@dataclass(frozen=True)
class Amended:
    """Dates were corrected; all three as they stand now."""

    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawn:
    """The authority withdrew it."""

    on: date
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class PositionRecorded:
    """A partner stated its position."""

    stated: Position


Event = (
    Submitted
    | Accepted
    | Shared
    | ScopedIn
    | ScopedNotifyOnly
    | Amended
    | Withdrawn
    | PositionRecorded
)
