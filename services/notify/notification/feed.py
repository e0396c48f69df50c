"""What changed of notifications, in an order in which nothing is passed over.

A change is written with what it tells of, without a number: two transactions may end in another order than
their rows were made in. It is numbered by whoever reads next, one at a time, so a number is only ever given to
what is committed, and whatever is committed later gets a higher one. Numbering is a transaction of its own: what
a reader does afterwards, nobody waits for.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.db import Database
from chassis.web.problems import Invalid

PAGE_MAX = 200
NUMBERING_LOCK = 2_025_001
NUMBER_MAX = 2**63 - 1


@dataclass(frozen=True)
class Changed:
    """One change with its number."""

    number: int
    incident_id: UUID
    authority_code: str
    reference: str
    sender_reference: str | None
    what: str
    version: int
    at: datetime
    recipient: str | None


async def number_new(db: Database) -> None:
    """Number what has no number yet; others wait, and find nothing left to number."""
    async with db.begin() as tx:
        await _number(tx.conn)


async def _number(conn: Conn) -> None:
    waiting = "select exists (select from notification_change where number is null)"
    if not await conn.fetchval(waiting):
        return
    await conn.execute("select pg_advisory_xact_lock($1)", NUMBERING_LOCK)
    await conn.execute(
        """
        update notification_change set number = new.number
        from (
            select position, row_number() over (order by position)
                + (select coalesce(max(number), 0) from notification_change) as number
            from notification_change where number is null
        ) as new
        where notification_change.position = new.position
        """
    )


@dataclass(frozen=True)
class Happened:
    """What happened to a notification, and at which version it stood then."""

    version: int
    what: str
    at: datetime
    recipient: str | None


async def happened(conn: Conn, incident: UUID, until: int | None = None) -> list[Happened]:
    """What happened to a notification, in order, up to a version; None: all."""
    rows = await conn.fetch(
        """
        select version, what, at, recipient from notification_change
        where incident_id = $1 and what not in ('became', 'given_away')
            and ($2::int is null or version <= $2)
        order by position
        """,
        incident,
        until,
    )
    return [Happened(**row) for row in rows]


async def changed_by(
    conn: Conn, incident: UUID, until: int | None = None
) -> list[Mapping[str, Any]]:
    """The facts that told of its changes and why, in order, up to a version; their texts are sealed."""
    rows = await conn.fetch(
        """
        select told from journal, lateral (select convert_from(data, 'UTF8')::jsonb as told) as fact
        where key = $1 and kind = 'fact' and told ? 'version' and told ? 'reason'
            and ($2::int is null or (told ->> 'version')::int <= $2)
        order by position
        """,
        incident,
        until,
    )
    return [row["told"] for row in rows]


async def since(
    conn: Conn, number: int, authorities: Sequence[str] | None, limit: int
) -> list[Changed]:
    """The numbered changes after a number of what these authorities had at the time; None: of all."""
    rows = await conn.fetch(
        """
        select number, incident_id, authority_code, what, version, at, recipient,
            (select reference from notification where id = incident_id) as reference,
            (select sender_reference from notification where id = incident_id) as sender_reference
        from notification_change
        where number > $1 and ($2::text[] is null or authority_code = any($2))
        order by number limit $3
        """,
        number,
        None if authorities is None else list(authorities),
        limit,
    )
    return [Changed(**row) for row in rows]


async def follow(conn: Conn, name: str, limit: int) -> list[Changed]:
    """What a part of this service has not seen yet; it has seen it once the transaction commits."""
    seen = await conn.fetchval("select number from follower where name = $1 for update", name)
    found = await since(conn, seen, None, limit)
    if found:
        await conn.execute(
            "update follower set number = $2 where name = $1", name, found[-1].number
        )
    return found


def cursor_of(number: int) -> str:
    """An opaque cursor: what it is made of is nobody's business."""
    return base64.urlsafe_b64encode(f"c1.{number}".encode()).decode().rstrip("=")


def number_in(cursor: str | None) -> int:
    """The number after which to read on; raises Invalid for what was never a cursor of ours."""
    if not cursor:
        return 0
    try:
        kind, _, number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).partition(
            b"."
        )
        found = int(number) if kind == b"c1" and number.isdigit() else -1
    except (binascii.Error, ValueError):
        found = -1
    if not 0 <= found <= NUMBER_MAX:
        reason = "This is no cursor of ours; begin without one, or go on with the last `next`."
        raise Invalid([{"pointer": "/since", "reason": reason}])
    return found
