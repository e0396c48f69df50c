"""What senders send to try it out: checked and receipted like the real thing, and then nothing at all.

It has a table of its own: whatever counts, lists, matches or announces notifications never reads it. Of
the children nothing is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, ClassVar
from uuid import UUID

from joserfc.jwk import OctKey

from chassis.conn import Conn
from chassis.errors import Transient
from chassis.tx import Tx
from contracts.http_notify import Receipt
from services.notify.notification import domain, store
from services.notify.notification.receipts import first_receipt
from services.notify.notification.reference import reference_of
from services.notify.notification.state import Notification
from services.notify.notification.submission import New
from services.notify.notification.submitting import Submitting

YEAR = 0
"""No real reference is of this year."""
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Rehearsing(Submitting):
    """The same checks and the same receipts, with another end."""

    live: ClassVar[bool] = False

    async def _answered(
        self, conn: Conn, claims: Sequence[store.Claim]
    ) -> Mapping[store.Claim, store.Answered]:
        return await answered(conn, claims)

    async def _write(self, tx: Tx, new: Sequence[New]) -> dict[UUID, Receipt]:
        references = await next_references(tx.conn, len(new))
        receipts = {
            one.id: _rehearsed(one, reference, tx)
            for one, reference in zip(new, references, strict=True)
        }
        if not await keep(tx.conn, [(one, receipts[one.id]) for one in new]):
            raise Transient("This is just being answered; send it again.")
        return receipts

    async def forget(self) -> int:
        """Delete what was tried out more than a month ago; how many."""
        async with self.service.db.begin() as tx:
            return await forget(tx.conn)


def _rehearsed(one: New, reference: str, tx: Tx) -> Receipt:
    """The receipt as it would be; what is sealed on the way is thrown away with its key."""
    content = one.content(OctKey.generate_key(256), tx.today)
    before = Notification(one.id)
    state = reduce(domain.evolve, domain.decide(before, one.order.command), before)
    return first_receipt(state, one.row(reference, content, tx), content)


async def next_references(conn: Conn, many: int) -> list[str]:
    """References that can be told from real ones at sight, and that nobody counts."""
    rows = await conn.fetch(
        "select nextval('sandbox_number') as number from generate_series(1, $1)", many
    )
    return [reference_of(YEAR, row["number"]) for row in rows]


async def answered(conn: Conn, claims: Sequence[store.Claim]) -> dict[store.Claim, store.Answered]:
    """What was answered to these claims before, in the sandbox."""
    codes, keys = zip(*claims, strict=True)
    rows = await conn.fetch(
        """
        select authority_code, key, body_hash, receipt
        from sandbox_notification join unnest($1::text[], $2::text[]) as asked (authority_code, key)
            using (authority_code, key)
        """,
        *(list(codes), list(keys)),
    )
    return {
        (r["authority_code"], r["key"]): store.Answered(r["body_hash"], 201, r["receipt"])
        for r in rows
    }


async def keep(conn: Conn, given: Sequence[tuple[New, Receipt]]) -> bool:
    """Remember receipts; False when a key was taken meanwhile."""
    rows = sorted(
        (*new.asked.claim, new.asked.digest, r.reference, new.asked.actor.id, r.model_dump_json())
        for new, r in given
    )
    kept = await conn.fetch(
        """
        insert into sandbox_notification (authority_code, key, body_hash, reference, sender, receipt)
        select authority_code, key, body_hash, reference, sender, receipt::jsonb
        from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[], $6::text[])
            as new (authority_code, key, body_hash, reference, sender, receipt)
        on conflict do nothing returning true
        """,
        *(list(column) for column in zip(*rows, strict=True)),
    )
    return len(kept) == len(rows)


async def forget(conn: Conn) -> int:
    """Delete receipts that have been kept long enough; how many."""
    gone = await conn.fetch(
        "delete from sandbox_notification where recorded_at < clock_timestamp() - $1::interval"
        " returning reference",
        KEPT,
    )
    return len(gone)


async def receipt_of(
    conn: Conn, authority_codes: Sequence[str], reference: str
) -> dict[str, Any] | None:
    """The receipt of one reference, if it is of these authorities."""
    found: dict[str, Any] | None = await conn.fetchval(
        "select receipt from sandbox_notification where authority_code = any($1) and reference = $2",
        list(authority_codes),
        reference,
    )
    return found


async def latest(
    conn: Conn,
    authority_codes: Sequence[str],
    sender_reference: str | None,
    limit: int,
    before: tuple[datetime, UUID] | None = None,
) -> list[tuple[datetime, dict[str, Any]]]:
    """The latest receipts of some authorities, or of one reference of the sender's, before a place."""
    rows = await conn.fetch(
        """
        select recorded_at, receipt
        from sandbox_notification
            cross join lateral (select (receipt ->> 'incident_id')::uuid as id) as incident
        where authority_code = any($1)
            and ($2::text is null or receipt ->> 'sender_reference' = $2)
            and ($4::timestamptz is null or (recorded_at, id) < ($4, $5::uuid))
        order by recorded_at desc, id desc limit $3
        """,
        *(list(authority_codes), sender_reference, limit),
        *(before or (None, None)),
    )
    return [(row["recorded_at"], row["receipt"]) for row in rows]


async def count_of(conn: Conn, sender: str, references: Sequence[str]) -> int:
    """How many of these references are of what a sender sent to the sandbox."""
    found: int = await conn.fetchval(
        "select count(*) from sandbox_notification where sender = $1 and reference = any($2)",
        sender,
        list(references),
    )
    return found
