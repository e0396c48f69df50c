"""Invitations to meetings with partners: sent, sent again when one is moved, withdrawn when it is called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from chassis.conn import Conn
from chassis.dispatch import Received
from chassis.seal import KeyRing
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.correspondence import InvitationSentV1, InvitationWithdrawnV1
from contracts.review.meeting import DialogueOfferedV1
from contracts.review.meeting_changes import DialogueCalledOffV1, DialogueMovedV1
from services.correspondence import directory
from services.correspondence.delivery import work as deliveries
from services.correspondence.delivery.tasks import person
from services.correspondence.directory import Addressee
from services.correspondence.invitation.ics import Meeting, ics, with_link
from services.correspondence.read_models import cases

Told = DialogueOfferedV1 | DialogueMovedV1 | DialogueCalledOffV1


@dataclass(frozen=True)
class Invited:
    """A meeting that partners were invited to, as it stands."""

    dialogue_id: UUID
    starts_at: datetime
    minutes: int
    changes: int
    called_off: bool


@dataclass(frozen=True)
class Invitations:
    """Sends them; ``organiser``: the mailbox that answers come to."""

    organiser: str

    async def tell(self, tx: Tx, batch: Sequence[Received[Told]]) -> None:
        """Each partner of the case hears of what was offered, moved or called off."""
        for one in batch:
            partnership = await cases.partnership_of(tx.conn, one.key)
            to = await directory.addressees(tx.conn, partnership, tx.today)
            await self.send(tx, one.message, to, one.cause)

    async def send(self, tx: Tx, told: Told, to: list[Addressee], cause: Cause) -> None:
        """Keep the invitation as it stands now, let each partner know, and tell that it went out."""
        before = await find(tx.conn, told.incident_id, told.dialogue_id)
        meeting = _meeting(told, before)
        if before and before.changes >= meeting.changes:
            return
        link = None if isinstance(told, DialogueCalledOffV1) else told.join_link
        text = ics(meeting, tx.now, to, self.organiser)
        await keep(tx.conn, told.incident_id, meeting, text, link)
        subject, owner = _subject(meeting), person(cause.actor)
        await deliveries.add(
            tx.conn, "invitation", subject, told.incident_id, told.reference, to, owner
        )
        tx.announce(_fact(told, meeting, to), key=told.incident_id, object=subject, cause=cause)


def _subject(meeting: Meeting) -> UUID:
    """Of the first message the meeting itself, so that its receipt finds it; of each change a message of its own."""
    if not meeting.changes:
        return meeting.dialogue_id
    return uuid5(meeting.dialogue_id, f"change {meeting.changes}")


def _meeting(told: Told, before: Invited | None) -> Meeting:
    if not isinstance(told, DialogueCalledOffV1):
        changes = told.changes if isinstance(told, DialogueMovedV1) else 0
        return Meeting(
            told.dialogue_id, told.reference, told.starts_at.astimezone(UTC), told.minutes, changes
        )
    assert before, "what is called off was offered before, in the same stream"
    return Meeting(
        told.dialogue_id,
        told.reference,
        before.starts_at.astimezone(UTC),
        before.minutes,
        told.changes,
        called_off=True,
    )


def _fact(
    told: Told, meeting: Meeting, to: list[Addressee]
) -> InvitationSentV1 | InvitationWithdrawnV1:
    recipients = tuple(dict.fromkeys(Partner(one.partner) for one in to))
    if meeting.called_off:
        return InvitationWithdrawnV1(
            incident_id=told.incident_id,
            reference=told.reference,
            dialogue_id=told.dialogue_id,
            recipients=recipients,
        )
    return InvitationSentV1(
        incident_id=told.incident_id,
        reference=told.reference,
        dialogue_id=told.dialogue_id,
        starts_at=meeting.starts_at,
        recipients=recipients,
        changes=meeting.changes,
    )


async def keep(
    conn: Conn, incident_id: UUID, meeting: Meeting, text: str, link: str | None
) -> None:
    """Store an invitation in the place of the one before; where to join stays as it was unless it is said anew."""
    await conn.execute(
        """
        insert into invitation (
            dialogue_id, incident_id, starts_at, ics, minutes, changes, called_off, sealed_link
        ) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (dialogue_id) do update set
            starts_at = excluded.starts_at, ics = excluded.ics, minutes = excluded.minutes,
            changes = excluded.changes, called_off = excluded.called_off,
            sealed_link = coalesce(excluded.sealed_link, invitation.sealed_link)
        """,
        *(meeting.dialogue_id, incident_id, meeting.starts_at, text),
        *(meeting.minutes, meeting.changes, meeting.called_off, link),
    )


async def of_case(conn: Conn, incident_id: UUID) -> list[Invited]:
    """The meetings offered about a case."""
    rows = await conn.fetch(
        """
        select dialogue_id, starts_at, minutes, changes, called_off
        from invitation where incident_id = $1 order by starts_at
        """,
        incident_id,
    )
    return [Invited(**row) for row in rows]


async def find(conn: Conn, incident_id: UUID, dialogue_id: UUID) -> Invited | None:
    """One meeting of a case as it stands."""
    found = await of_case(conn, incident_id)
    return next((one for one in found if one.dialogue_id == dialogue_id), None)


async def text_of(conn: Conn, keys: KeyRing, incident_id: UUID, dialogue_id: UUID) -> str | None:
    """An invitation as it was sent last, with where to join; None when the case has no such meeting."""
    row = await conn.fetchrow(
        "select ics, sealed_link from invitation where incident_id = $1 and dialogue_id = $2",
        incident_id,
        dialogue_id,
    )
    if row is None:
        return None
    text: str = row["ics"]
    if row["sealed_link"] is None:
        return text
    [link] = await keys.open_many(conn, [(incident_id, row["sealed_link"])])
    return with_link(text, link) if link else text
