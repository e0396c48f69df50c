"""What ``correspondence`` publishes of webinars: when and where, that one will not be, and who came, in numbers."""

from datetime import date, datetime
from uuid import UUID

from contracts.codes import Theme
from contracts.envelope import Document, Fact, Open, OpenCode, Token, Words
from contracts.review.lcspr import WebAddress


class AttendeeKind(OpenCode):
    """For whom somebody came."""

    AUTHORITY = "authority", "Local authority"
    HEALTH = "health", "Health"
    POLICE = "police", "Police"
    EDUCATION = "education", "Education"
    REVIEWERS = "reviewers", "Independent reviewers and scrutineers"
    OTHER = "other", "Others"


class Attended(Document):
    """How many came for one kind of body."""

    who: Open[AttendeeKind]
    number: Open[int]


class WebinarAnnouncedV1(Fact):
    """A webinar stands in the public calendar; told again when something of it changes."""

    webinar_id: Open[UUID]
    version: Open[int]
    title: Open[Words]
    themes: Open[tuple[Theme, ...]]
    audiences: Open[tuple[Token, ...]]
    starts_at: Open[datetime]
    minutes: Open[int]
    address: Open[WebAddress]
    recording: Open[WebAddress | None] = None
    approved_on: Open[date]


class WebinarCancelledV1(Fact):
    """A webinar will not be."""

    webinar_id: Open[UUID]
    version: Open[int]
    cancelled_on: Open[date]


class WebinarAttendedV1(Fact):
    """How many came; told again when it is corrected. It names nobody."""

    webinar_id: Open[UUID]
    attended: Open[tuple[Attended, ...]]
    recorded_on: Open[date]


FACTS: tuple[type[Fact], ...] = (WebinarAnnouncedV1, WebinarCancelledV1, WebinarAttendedV1)
