"""The rows of notifications: SQL that reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn


@dataclass(frozen=True)
class Found:
    """One notification as its sender may read it."""

    id: UUID
    reference: str
    status: str
    version: int
    sender: str
    sender_reference: str | None
    authority_code: str
    partnership: str
    content: dict[str, Any]
    notified_at: datetime
    notified_on: date
    occurred_on: date
    aware_on: date
    partners_told_on: date | None


async def by_reference(conn: Conn, reference: str) -> Found | None:
    """One notification by our reference."""
    row = await conn.fetchrow(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on
        from notification where reference = $1
        """,
        reference.strip().upper(),
    )
    return Found(**row) if row else None


async def by_id(conn: Conn, id_: UUID) -> Found | None:
    """One notification by its incident id."""
    reference = await conn.fetchval("select reference from notification where id = $1", id_)
    return await by_reference(conn, reference) if reference else None


async def sent_by(conn: Conn, authority_codes: list[str] | None, limit: int) -> list[Found]:
    """The latest notifications of some authorities; None stands for all."""
    rows = await conn.fetch(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on
        from notification
        where $1::text[] is null or authority_code = any($1)
        order by notified_at desc limit $2
        """,
        authority_codes,
        limit,
    )
    return [Found(**row) for row in rows]


async def version_of(conn: Conn, id_: UUID, version: int) -> dict[str, Any] | None:
    """How a notification read at one version."""
    receipt: dict[str, Any] | None = await conn.fetchval(
        "select receipt from notification_version where id = $1 and version = $2", id_, version
    )
    return receipt
