"""Invitations to meetings with partners, as iCalendar."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from chassis.conn import Conn
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.correspondence import InvitationSentV1
from contracts.review.meeting import DialogueOfferedV1
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.tasks import person
from services.correspondence.directory import Addressee


async def send(tx: Tx, offer: DialogueOfferedV1, to: list[Addressee], cause: Cause) -> None:
    """Keep the invitation, let each partner know that it waits, and tell that it went out."""
    incident = offer.incident_id
    await keep(tx.conn, offer, ics(offer, tx.now, to))
    owner = person(cause.actor)
    await deliveries.add(
        tx.conn, "invitation", offer.dialogue_id, incident, offer.reference, to, owner
    )
    sent = InvitationSentV1(
        incident_id=incident,
        reference=offer.reference,
        dialogue_id=offer.dialogue_id,
        starts_at=offer.starts_at.astimezone(UTC),
        recipients=tuple(dict.fromkeys(Partner(one.partner) for one in to)),
    )
    tx.announce(sent, key=incident, object=offer.dialogue_id, cause=cause)


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


async def text_of(conn: Conn, incident_id: UUID, dialogue_id: UUID) -> str | None:
    """An invitation as it was sent; None when the case has no such meeting."""
    found: str | None = await conn.fetchval(
        "select ics from invitation where incident_id = $1 and dialogue_id = $2",
        incident_id,
        dialogue_id,
    )
    return found
