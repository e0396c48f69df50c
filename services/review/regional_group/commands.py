"""What can be asked of a regional group."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Form:
    """Say who belongs to it."""

    region_code: str
    lead: str
    partnerships: tuple[str, ...]


@dataclass(frozen=True)
class Arrange:
    """Set a meeting."""

    meeting_id: UUID
    on: date
    trends: tuple[UUID, ...]


@dataclass(frozen=True)
class Hold:
    """Say who came to a meeting."""

    today: date
    meeting_id: UUID
    attended: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """Offer support."""

    today: date
    offer_id: UUID
    partnership: str
    support: str
    trend_id: UUID | None


@dataclass(frozen=True)
class Take:
    """Say what became of an offer."""

    today: date
    offer_id: UUID
    uptake: str


Command = Form | Arrange | Hold | Offer | Take
