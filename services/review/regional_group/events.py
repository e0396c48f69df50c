"""What happened to a regional group."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Formed:
    """Who belongs to it now."""

    region_code: str
    lead: str
    partnerships: tuple[str, ...]


@dataclass(frozen=True)
class Arranged:
    """A meeting is set."""

    meeting_id: UUID
    on: date
    trends: tuple[UUID, ...]


@dataclass(frozen=True)
class Held:
    """Who came to a meeting."""

    meeting_id: UUID
    on: date
    attended: tuple[str, ...]


@dataclass(frozen=True)
class Offered:
    """Support is offered."""

    offer_id: UUID
    partnership: str
    support: str
    on: date
    trend_id: UUID | None


@dataclass(frozen=True)
class Answered:
    """What became of an offer."""

    offer_id: UUID
    uptake: str
    on: date


Event = Formed | Arranged | Held | Offered | Answered
