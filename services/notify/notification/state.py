"""How a notification stands, and the words of it. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.notify.notification.commands import Position
from services.notify.worded import Worded

DUTY = "Children Act 2004 s16C(1)"
GUIDANCE = "Working Together, chapter 5"


class Status(Worded):
    """Where a notification stands, in the words that its sender reads."""

    IN_SCOPE = "in_scope", "Received. The partners now owe a rapid review."
    NOTIFY_ONLY = "notify_only", "Received. No rapid review follows."
    WITHDRAWN = "withdrawn", "Withdrawn by the authority. No rapid review follows."
    DUPLICATE = "duplicate", "Another notification of the same incident goes on in its place."


@dataclass(frozen=True)
class Notification:
    """The state; ``status`` is None before it was submitted."""

    id: UUID
    status: Status | None = None
    version: int = 0
    notified_on: date | None = None
    occurred_on: date | None = None
    aware_on: date | None = None
    partners_told_on: date | None = None
    positions: tuple[Position, ...] = ()
    authority: str = ""
    children: int = 0
    duplicate_of: UUID | None = None
    duplicates: tuple[UUID, ...] = ()
    asked: tuple[UUID, ...] = ()
    answered: tuple[UUID, ...] = ()
    review_from: date | None = None
    """Where the rapid review's time begins, when that is not at notifying."""

    @property
    def review_owed_from(self) -> date | None:
        """Where the time of the rapid review that is owed begins; None: none is owed."""
        owed = self.status is Status.IN_SCOPE
        return (self.review_from or self.notified_on) if owed else None

    @property
    def is_live(self) -> bool:
        """Whether it counts, and may be changed."""
        return self.status in (Status.IN_SCOPE, Status.NOTIFY_ONLY)
