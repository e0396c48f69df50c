"""Deliveries: leased tasks, sent outside any transaction, their receipts turned into facts."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from chassis.db import Database
from chassis.tx import Cause, Tx
from contracts.codes import Partner
from contracts.correspondence import LetterDeliveredV1, LetterDeliveryFailedV1
from services.correspondence.directory import Addressee
from services.correspondence.post import Fate, Message, Post, Rejected, Retry

LEASE_S = 30
RETRY_S = 5
TRIES_MAX = 48
ROUND_MAX = 20
BY = "system:correspondence"


@dataclass(frozen=True)
class Delivery:
    """One attempt to reach one partner."""

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


async def add(
    conn: Conn, kind: str, subject_id: UUID, incident_id: UUID, reference: str, to: list[Addressee]
) -> None:
    """Attempt number one to each addressee that has a mailbox."""
    await conn.executemany(
        """
        insert into delivery (
            id, kind, subject_id, incident_id, reference, partner, organisation, mailbox, attempt,
            status
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 'due')
        on conflict do nothing
        """,
        [
            (uuid7(), kind, subject_id, incident_id, reference, one.partner, one.code, one.mailbox)
            for one in to
            if one.mailbox
        ],
    )


async def again(conn: Conn, delivery: Delivery, mailbox: str) -> None:
    """A further attempt at another address."""
    await conn.execute(
        """
        insert into delivery (
            id, kind, subject_id, incident_id, reference, partner, organisation, mailbox, attempt,
            status
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'due')
        on conflict do nothing
        """,
        uuid7(),
        delivery.kind,
        delivery.subject_id,
        delivery.incident_id,
        delivery.reference,
        delivery.partner,
        delivery.organisation,
        mailbox,
        delivery.attempt + 1,
    )


async def of_subject(conn: Conn, subject_id: UUID) -> list[Delivery]:
    """All attempts for one letter or invitation."""
    rows = await conn.fetch(
        """
        select id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
            attempt, status, provider_id, tries
        from delivery where subject_id = $1 order by partner, attempt
        """,
        subject_id,
    )
    return [Delivery(**row) for row in rows]


async def find(conn: Conn, id_: UUID) -> Delivery | None:
    """One attempt."""
    row = await conn.fetchrow(
        """
        select id, kind, subject_id, incident_id, reference, partner, organisation, mailbox,
            attempt, status, provider_id, tries
        from delivery where id = $1
        """,
        id_,
    )
    return Delivery(**row) if row else None


class Deliveries:
    """Does what is due: sends, and asks for receipts."""

    def __init__(self, db: Database, post: Post, public_url: str) -> None:
        """``public_url``: where partners read what waits for them."""
        self._db, self._post, self._public_url = db, post, public_url

    async def round(self) -> int:
        """Send what is due and ask after what was sent; how many attempts moved on."""
        moved = 0
        for delivery in await self._leased():
            moved += await (
                self._send(delivery) if delivery.status == "due" else self._ask(delivery)
            )
        return moved

    async def _leased(self) -> list[Delivery]:
        async with self._db.begin() as tx:
            rows = await tx.conn.fetch(
                """
                update delivery set due_at = clock_timestamp() + make_interval(secs => $1),
                    tries = tries + 1
                where id in (
                    select id from delivery
                    where status in ('due', 'sent') and due_at <= clock_timestamp()
                    order by due_at limit $2 for update skip locked
                )
                returning id, kind, subject_id, incident_id, reference, partner, organisation,
                    mailbox, attempt, status, provider_id, tries
                """,
                LEASE_S,
                ROUND_MAX,
            )
            return [Delivery(**row) for row in rows]

    async def _send(self, delivery: Delivery) -> int:
        message = Message(
            kind=delivery.kind,
            to=delivery.mailbox,
            reference=f"{delivery.subject_id}-{delivery.partner}-{delivery.attempt}",
            case_reference=delivery.reference,
            link=f"{self._public_url}/partner/cases/{delivery.reference}",
        )
        try:
            provider_id = await self._post.send(message)
        except Rejected:
            await self._end(delivery, "failed", "the provider refused the address")
            return 1
        except Retry:
            await self._later(delivery)
            return 0
        await self._db.pool.execute(
            """
            update delivery set status = 'sent', provider_id = $2, due_at = clock_timestamp()
            where id = $1 and status = 'due'
            """,
            delivery.id,
            provider_id,
        )
        return 1

    async def _ask(self, delivery: Delivery) -> int:
        assert delivery.provider_id, "what was sent has the provider's id"
        try:
            fate: Fate = await self._post.fate(delivery.provider_id)
        except (Retry, Rejected):
            fate = "sending"
        if fate == "sending":
            await self._later(delivery)
            return 0
        await self._end(delivery, fate, "the address does not exist")
        return 1

    async def _later(self, delivery: Delivery) -> None:
        if delivery.tries >= TRIES_MAX:
            await self._end(delivery, "failed", "no answer within the stated window")
            return
        await self._db.pool.execute(
            "update delivery set due_at = clock_timestamp() + make_interval(secs => $2) where id = $1",
            delivery.id,
            RETRY_S,
        )

    async def _end(self, delivery: Delivery, fate: Fate, reason: str) -> None:
        """Note a receipt once; a failure opens a task for a person."""
        async with self._db.begin([delivery.incident_id]) as tx:
            fresh = await tx.conn.fetchval(
                """
                update delivery set status = $2, changed_on = $3
                where id = $1 and status in ('due', 'sent') returning true
                """,
                delivery.id,
                fate,
                tx.today,
            )
            if fresh and fate == "failed":
                await open_task(tx, delivery, reason)
            if fresh and delivery.kind == "letter":
                _announce(tx, delivery, fate, reason)


def _announce(tx: Tx, delivery: Delivery, fate: Fate, reason: str) -> None:
    ids: dict[str, Any] = {
        "incident_id": delivery.incident_id,
        "reference": delivery.reference,
        "letter_id": delivery.subject_id,
        "partner": Partner(delivery.partner),
        "attempt": delivery.attempt,
    }
    day: date = tx.today
    fact: LetterDeliveredV1 | LetterDeliveryFailedV1 = (
        LetterDeliveredV1(**ids, delivered_on=day)
        if fate == "delivered"
        else LetterDeliveryFailedV1(**ids, failed_on=day, reason=reason)
    )
    cause = Cause(delivery.id, "timer", str(delivery.incident_id), BY)
    tx.announce(fact, key=delivery.incident_id, object=delivery.subject_id, cause=cause)


async def open_task(tx: Tx, delivery: Delivery, reason: str) -> None:
    """A person must find another way."""
    words = (
        f"The {delivery.kind} to the {Partner(delivery.partner).label.lower()} failed: {reason}."
    )
    await tx.conn.execute(
        """
        insert into task (id, incident_id, reference, kind, words, delivery_id, opened_at)
        values ($1, $2, $3, 'delivery_failed', $4, $5, $6)
        """,
        uuid7(),
        delivery.incident_id,
        delivery.reference,
        words,
        delivery.id,
        tx.now,
    )
