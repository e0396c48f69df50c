"""Invitations to meetings with partners, as iCalendar."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from chassis.conn import Conn
from contracts.review.meeting import DialogueOfferedV1
from services.correspondence.directory import Addressee


def ics(offer: DialogueOfferedV1, now: datetime, to: list[Addressee]) -> str:
    """A request to meet: stable UID, times in UTC, and no word about the case but its reference."""
    event, starts_at = Event(), offer.starts_at.astimezone(UTC)
    event.add("uid", f"{offer.dialogue_id}@cspr.example")
    event.add("sequence", 0)
    event.add("status", "CONFIRMED")
    event.add("dtstamp", now)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=offer.minutes))
    event.add("summary", f"Meeting about {offer.reference}")
    event["organizer"] = vCalAddress("mailto:secretariat@panel.example")
    for one in to:
        if not one.mailbox:
            continue
        attendee = vCalAddress(f"mailto:{one.mailbox}")
        attendee.params["cn"] = vText(one.name)
        attendee.params["rsvp"] = vText("TRUE")
        event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", "-//cspr//correspondence//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


async def keep(conn: Conn, offer: DialogueOfferedV1, text: str) -> None:
    """Store an invitation."""
    await conn.execute(
        """
        insert into invitation (dialogue_id, incident_id, starts_at, ics)
        values ($1, $2, $3, $4) on conflict do nothing
        """,
        offer.dialogue_id,
        offer.incident_id,
        offer.starts_at,
        text,
    )


async def of_case(conn: Conn, incident_id: UUID) -> list[tuple[UUID, datetime]]:
    """The meetings offered about a case."""
    rows = await conn.fetch(
        "select dialogue_id, starts_at from invitation where incident_id = $1 order by starts_at",
        incident_id,
    )
    return [(row["dialogue_id"], row["starts_at"]) for row in rows]


async def text_of(conn: Conn, dialogue_id: UUID) -> str | None:
    """An invitation as it was sent."""
    found: str | None = await conn.fetchval(
        "select ics from invitation where dialogue_id = $1", dialogue_id
    )
    return found
