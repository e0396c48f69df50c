"""Deliveries: one row an attempt to reach one organisation, exactly one for each letter."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.tx import Tx
from services.correspondence.directory import Addressee
from services.correspondence.post import GIVE_UP_H, LEASE_S, wait_s

MESSAGE_REFERENCE = re.compile(
    r"(?P<subject>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?P<organisation>.+)-(?P<attempt>\d{1,4})"
)
BY = "system:correspondence"
ROUND_MAX = 20
INSERT = """
    insert into delivery (
        id, kind, subject_id, incident_id, reference, partner, organisation, mailbox, attempt,
        channel, address, holder, owner, status
    ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'due')
    on conflict do nothing
"""
Fate = Literal["delivered", "failed"]


@dataclass(frozen=True)
class Delivery:
    """One attempt to reach one organisation; ``mailbox`` is empty where none is known.

    ``holder``: who held the role that it is written to; ``owner``: who sees to it if it fails.
    """

    id: UUID
    kind: str
    subject_id: UUID
    incident_id: UUID
    reference: str
    partner: str
    organisation: str
    mailbox: str
    attempt: int
    status: str
    provider_id: str | None
    tries: int
    channel: str
    address: str
    holder: UUID | None
    owner: str | None

    @property
    def message_reference(self) -> str:
        """The provider's handle on this attempt: the same however often it is sent."""
        return f"{self.subject_id}-{self.organisation}-{self.attempt}"


async def add(
    conn: Conn,
    kind: str,
    subject_id: UUID,
    incident_id: UUID,
    reference: str,
    to: list[Addressee],
    owner: str | None = None,
) -> None:
    """Attempt number one to each addressee; one without a mailbox will fail, and so be seen."""
    await conn.executemany(
        INSERT,
        [
            (
                *(uuid7(), kind, subject_id, incident_id, reference),
                *(one.partner, one.code, one.mailbox or "", 1),
                *(channel_of(kind, one), one.address, one.holder, owner),
            )
            for one in to
        ],
    )


async def again(conn: Conn, delivery: Delivery, mailbox: str, holder: UUID | None) -> None:
    """A further attempt, at another address: by e-mail, whatever the first one went by."""
    one = delivery
    await conn.execute(
        INSERT,
        *(uuid7(), one.kind, one.subject_id, one.incident_id, one.reference),
        *(one.partner, one.organisation, mailbox, one.attempt + 1),
        *("email", "", holder, one.owner),
    )


def channel_of(kind: str, to: Addressee) -> str:
    """How one message goes: only letters go on paper, and to who wants no message none goes."""
    return "email" if to.channel == "post" and kind != "letter" else to.channel


async def of_subject(conn: Conn, subject_id: UUID) -> list[Delivery]:
    """All attempts for one letter or invitation."""
    rows = await conn.fetch(
        """
        select id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
            attempt, status, provider_id, tries, channel, address, holder, owner
        from delivery where subject_id = $1 order by partner, organisation, attempt
        """,
        subject_id,
    )
    return [Delivery(**row) for row in rows]


async def find(conn: Conn, id_: UUID) -> Delivery | None:
    """One attempt."""
    row = await conn.fetchrow(
        """
        select id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
            attempt, status, provider_id, tries, channel, address, holder, owner
        from delivery where id = $1
        """,
        id_,
    )
    return Delivery(**row) if row else None


async def find_by_reference(conn: Conn, message_reference: str) -> Delivery | None:
    """The attempt that the provider knows by this reference; None when it is not ours."""
    found = MESSAGE_REFERENCE.fullmatch(message_reference)
    if found is None:
        return None
    row = await conn.fetchrow(
        """
        select id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
            attempt, status, provider_id, tries, channel, address, holder, owner
        from delivery where subject_id = $1 and organisation = $2 and attempt = $3
        """,
        UUID(found["subject"]),
        found["organisation"],
        int(found["attempt"]),
    )
    return Delivery(**row) if row else None


async def lease(conn: Conn) -> list[Delivery]:
    """Attempts that are due, kept from others for a while; paper waits for a person."""
    rows = await conn.fetch(
        """
        update delivery set due_at = clock_timestamp() + make_interval(secs => $1),
            tries = tries + 1
        where id in (
            select id from delivery
            where status in ('due', 'sent') and due_at <= clock_timestamp() and channel <> 'post'
            order by due_at limit $2 for update skip locked
        )
        returning id, kind, subject_id, incident_id, reference, partner, organisation,
            mailbox, attempt, status, provider_id, tries, channel, address, holder, owner
        """,
        LEASE_S,
        ROUND_MAX,
    )
    return [Delivery(**row) for row in rows]


async def next_due_s(conn: Conn) -> float | None:
    """In how many seconds the next attempt is due; None where none waits."""
    found: float | None = await conn.fetchval(
        "select extract(epoch from min(due_at) - clock_timestamp())::float from delivery"
        " where status in ('due', 'sent') and channel <> 'post'"
    )
    return found


async def hold(conn: Conn, delivery: Delivery) -> bool:
    """Keep a leased attempt for as long as one sending takes; False when another process has it by now."""
    held = await conn.fetchval(
        """
        update delivery set due_at = clock_timestamp() + make_interval(secs => $3)
        where id = $1 and tries = $2 and status = 'due' returning true
        """,
        delivery.id,
        delivery.tries,
        LEASE_S,
    )
    return bool(held)


async def note_sent(conn: Conn, id_: UUID, provider_id: str) -> None:
    """The provider took it; its receipt is asked for at once, then ever more seldom."""
    await conn.execute(
        """
        update delivery set status = 'sent', provider_id = $2, tries = 0,
            due_at = clock_timestamp()
        where id = $1 and status = 'due'
        """,
        id_,
        provider_id,
    )


async def later(conn: Conn, delivery: Delivery) -> bool:
    """Try again later, each time twice as late; False when three days have gone by."""
    found = await conn.fetchval(
        """
        update delivery set due_at = clock_timestamp() + make_interval(secs => $2)
        where id = $1 and opened_at > clock_timestamp() - make_interval(hours => $3)
        returning true
        """,
        delivery.id,
        wait_s(delivery.tries),
        GIVE_UP_H,
    )
    return bool(found)


async def end(tx: Tx, id_: UUID, fate: Fate, *, unanswered: bool = False) -> bool:
    """Note what became of an attempt; True the first time.

    ``unanswered``: it is given up for want of a receipt. That it arrived may still be told, and is then so.
    """
    fresh = await tx.conn.fetchval(
        """
        update delivery set status = $2, changed_on = $3, unanswered = $4
        where id = $1 and (status in ('due', 'sent') or (unanswered and $2 = 'delivered'))
        returning true
        """,
        id_,
        fate,
        tx.today,
        unanswered,
    )
    return bool(fresh)


async def note_day(conn: Conn, id_: UUID, on: date) -> None:
    """Paper was posted on an earlier day than today."""
    await conn.execute("update delivery set changed_on = $2 where id = $1", id_, on)


async def undo(tx: Tx, id_: UUID) -> bool:
    """Paper that was posted came back; True the first time."""
    fresh = await tx.conn.fetchval(
        """
        update delivery set status = 'failed', changed_on = $2
        where id = $1 and channel = 'post' and status = 'delivered' returning true
        """,
        id_,
        tx.today,
    )
    return bool(fresh)
