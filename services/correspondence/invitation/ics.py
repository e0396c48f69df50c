"""A meeting as iCalendar (RFC 5545, 5546): a request, the same again with a higher number, a cancellation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from services.correspondence.directory import Addressee


@dataclass(frozen=True)
class Meeting:
    """What an invitation says; ``changes``: how often something of it was changed."""

    dialogue_id: UUID
    reference: str
    starts_at: datetime
    minutes: int
    changes: int = 0
    called_off: bool = False


def ics(meeting: Meeting, now: datetime, to: Sequence[Addressee], organiser: str) -> str:
    """The invitation: one UID for its life, times in UTC, and no word about the case but its reference."""
    event = Event()
    event.add("uid", f"{meeting.dialogue_id}@cspr.example")
    event.add("sequence", meeting.changes)
    event.add("status", "CANCELLED" if meeting.called_off else "CONFIRMED")
    event.add("dtstamp", now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.starts_at + timedelta(minutes=meeting.minutes))
    event.add("summary", f"Meeting about {meeting.reference}")
    event["organizer"] = vCalAddress(f"mailto:{organiser}")
    for one in to:
        if one.mailbox:
            event.add("attendee", _attendee(one))
    calendar = Calendar()
    calendar.add("prodid", "-//cspr//correspondence//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.called_off else "REQUEST")
    calendar.add_component(event)
    return _text(calendar)


def with_link(text: str, link: str) -> str:
    """The same with where to join it, for those who may read that."""
    calendar = Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        event.add("location", link)
        event.add("url", link)
    return _text(calendar)


def method_of(text: str) -> str:
    """What it asks of a calendar: to enter the meeting, or to strike it out."""
    return str(Calendar.from_ical(text)["method"])


def _attendee(one: Addressee) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{one.mailbox}")
    attendee.params["cn"] = vText(one.name)
    attendee.params["rsvp"] = vText("TRUE")
    return attendee


def _text(calendar: Calendar) -> str:
    text: str = calendar.to_ical().decode()
    return text
