"""HTTP bodies about webinars and news: what is public, and what the national body's staff announce."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from contracts.codes import Theme
from contracts.envelope import Body, Document, Token
from contracts.http_words import Readable, Word, one_of
from contracts.review.lcspr import WebAddress
from contracts.webinar import Attended, AttendeeKind

Address = Annotated[WebAddress, Readable]
Themes = Annotated[tuple[Annotated[Theme, one_of(Theme)], ...], Field(max_length=30)]
Audiences = Annotated[tuple[Token, ...], Field(max_length=30)]
Regions = Annotated[tuple[Token, ...], Field(max_length=30)]


class WebinarBody(Body):
    """What the calendar is to say; no theme is all, no audience is everybody."""

    title: Word
    starts_at: AwareDatetime
    minutes: Annotated[int, Field(ge=15, le=480)]
    address: Address
    themes: Themes = ()
    audiences: Audiences = ()
    recording: Address | None = None


class WebinarApprovalBody(Body):
    """Which proposal was read by whom approves it: ``proposal`` of the webinar."""

    read: int


class Came(Body):
    """How many came for one kind of body."""

    who: Annotated[AttendeeKind, one_of(AttendeeKind)]
    number: Annotated[int, Field(ge=0, le=100_000)]


class AttendanceBody(Body):
    """How many came; it names nobody."""

    attended: Annotated[tuple[Came, ...], Field(max_length=20)]


class WebinarShown(Document):
    """A webinar in the public calendar, cancelled ones too."""

    webinar_id: UUID
    version: int
    title: str
    starts_at: datetime
    minutes: int
    address: str
    themes: tuple[Theme, ...]
    audiences: tuple[str, ...]
    recording: str | None
    cancelled: bool


class WebinarProposed(Document):
    """What waits for another person's approval."""

    title: str
    starts_at: datetime
    minutes: int
    address: str
    themes: tuple[Theme, ...]
    audiences: tuple[str, ...]
    recording: str | None


class WebinarKept(Document):
    """A webinar as the national body keeps it: what is public, what waits, and who came."""

    webinar_id: UUID
    public: WebinarShown | None
    waits: WebinarProposed | None
    proposal: int
    cancelled: bool
    attended: tuple[Attended, ...]


class NewsItem(Document):
    """One thing that is published; without themes, regions or audiences it is for those of each."""

    id: UUID
    kind: str
    title: str
    words: str
    address: str
    at: datetime
    themes: tuple[str, ...]
    regions: tuple[str, ...]
    audiences: tuple[str, ...]


class SubscriptionBody(Body):
    """Which news goes to which mailbox; no theme and no region is all."""

    mailbox: Annotated[str, Field(max_length=254)]
    audience: Token
    themes: Themes = ()
    regions: Regions = ()


class NewsReach(Document):
    """How many messages about one item went out, arrived and did not."""

    title: str
    announced_at: datetime
    sent: int
    delivered: int
    failed: int


class Subscribers(Document):
    """How many subscribed as one kind of reader."""

    audience: str
    number: int


class NewsReached(Document):
    """How far the news reaches, in numbers alone."""

    subscribers: tuple[Subscribers, ...]
    reach: tuple[NewsReach, ...]
