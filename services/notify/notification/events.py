"""What may have happened to a notification."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.notify.notification.commands import About, Position


@dataclass(frozen=True)
class Submitted:
    """The authority notified."""

    at: datetime
    on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    positions: tuple[Position, ...]
    authority: str
    children: int


@dataclass(frozen=True)
class Accepted:
    """It is whole."""


@dataclass(frozen=True)
class Shared:
    """Someone recorded that ``dfe``, ``ofsted`` or ``authority:<code>`` was told, on which day and how."""

    recipient: str
    on: date
    how: str
    about: About = "notification"


@dataclass(frozen=True)
class SharingCorrected:
    """What was recorded of telling a body was a mistake; ``told_on`` None: it was not told."""

    recipient: str
    on: date
    told_on: date | None
    how: str | None
    about: About = "notification"


@dataclass(frozen=True)
class ScopedIn:
    """A rapid review is required; ``since`` is None when its time begins with the notification."""

    basis: str
    since: date | None = None


@dataclass(frozen=True)
class ScopedNotifyOnly:
    """No rapid review follows."""

    basis: str


@dataclass(frozen=True)
class Amended:
    """Something was corrected; the three dates as they stand now, and the names of what changed."""

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


@dataclass(frozen=True)
class ChildAdded:
    """One child more was named."""

    on: date
    number: int


@dataclass(frozen=True)
class IdentityCompleted:
    """Who a child is became known."""

    on: date
    number: int


@dataclass(frozen=True)
class Reassigned:
    """Another authority has it; what partners of the first had stated is not the new ones' word.

    Nor were others told when those were: ``same_partners`` were.
    """

    on: date
    to: str
    same_partners: bool


@dataclass(frozen=True)
class MarkedDuplicate:
    """Another notification of the same incident goes on in its place."""

    on: date
    of: UUID


@dataclass(frozen=True)
class Absorbed:
    """It stands for a duplicate; the dates are the earliest of both, of telling the partners those of its own.

    ``review_from``: the earliest of those that owed a rapid review; None: no one did.
    """

    on: date
    duplicate: UUID
    notified_on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None
    review_from: date | None


@dataclass(frozen=True)
class ThresholdAsked:
    """A question on the threshold was asked."""

    on: date
    question: UUID


@dataclass(frozen=True)
class ThresholdAnswered:
    """It was answered."""

    on: date
    question: UUID


Event = (
    Submitted
    | Accepted
    | Shared
    | SharingCorrected
    | ScopedIn
    | ScopedNotifyOnly
    | Amended
    | Withdrawn
    | PositionRecorded
    | ChildAdded
    | IdentityCompleted
    | Reassigned
    | MarkedDuplicate
    | Absorbed
    | ThresholdAsked
    | ThresholdAnswered
)
