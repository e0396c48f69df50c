"""A webinar as people read it: when it is in England's time, whether that is summer time, and for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis.clock import LONDON
from contracts.codes import Theme
from services.correspondence.policy.news import news_rule
from services.correspondence.web.shown.words import day, label
from services.correspondence.webinar.domain import Details, Webinar


@dataclass(frozen=True)
class WebinarShown:
    """One webinar in the public list."""

    id: UUID
    title: str
    when: str
    themes: str
    audiences: str
    address: str
    recording: str | None
    cancelled: bool
    is_over: bool


def when(starts_at: datetime, minutes: int) -> str:
    """Wednesday 15 July 2026, 2:00pm to 3:00pm (BST)."""
    begins = starts_at.astimezone(LONDON)
    ends = (starts_at + timedelta(minutes=minutes)).astimezone(LONDON)
    return f"{begins:%A} {day(begins.date().isoformat())}, {_at(begins)} to {_at(ends)} ({ends:%Z})"


def _at(local: datetime) -> str:
    half = "am" if local.hour < 12 else "pm"
    return f"{local.hour % 12 or 12}:{local:%M}{half}"


def themes_of(details: Details) -> str:
    """Its themes in words; nothing for one that names none."""
    return "; ".join(label(Theme, one) for one in details.themes)


def audiences_of(details: Details) -> str:
    """For whom it is; nothing for one that is for all."""
    known = news_rule().audiences
    return "; ".join(known[one].title for one in details.audiences if one in known)


def shown(webinar: Webinar, now: datetime) -> WebinarShown:
    """A public webinar."""
    details = webinar.details
    assert details, "what is listed is public"
    return WebinarShown(
        id=webinar.id,
        title=details.title,
        when=when(details.starts_at, details.minutes),
        themes=themes_of(details),
        audiences=audiences_of(details),
        address=details.address,
        recording=details.recording,
        cancelled=webinar.cancelled,
        is_over=details.starts_at + timedelta(minutes=details.minutes) <= now,
    )
