"""The public calendar of webinars (RFC 5545): one event a webinar, for good under the same UID. Pure."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urljoin

from icalendar import Calendar, Event, vDuration, vText, vUri

from contracts.codes import Theme
from services.correspondence.webinar.domain import Webinar

DOMAIN = "cspr.example"
REFRESH_H = 6


def calendar(webinars: Iterable[Webinar], name: str, public_url: str) -> bytes:
    """The feed; times are in UTC, which no change of the clocks moves."""
    made = Calendar()
    made.add("prodid", "-//cspr//webinars//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", vText(name))
    made.add("x-wr-calname", vText(name))
    refresh = vDuration(timedelta(hours=REFRESH_H))
    refresh.params["value"] = "DURATION"
    made.add("refresh-interval", refresh)
    for one in webinars:
        made.add_component(_event(one, public_url))
    text: bytes = made.to_ical()
    return text


def _event(webinar: Webinar, public_url: str) -> Event:
    details, changed_at = webinar.details, webinar.changed_at
    assert details, "what is in the calendar is public"
    assert changed_at, "and was approved at a time"
    event = Event()
    event.add("uid", f"{webinar.id}@{DOMAIN}")
    event.add("sequence", webinar.version - 1)
    event.add("status", "CANCELLED" if webinar.cancelled else "CONFIRMED")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", details.starts_at)
    event.add("dtend", details.starts_at + timedelta(minutes=details.minutes))
    event.add("summary", details.title)
    event.add("location", details.address)
    event.add("url", vUri(urljoin(public_url, f"/webinars#webinar-{webinar.id}")))
    if details.themes:
        event.add("categories", [Theme(one).label for one in details.themes])
    return event
