"""The rows of notifications: SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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
    positions: list[list[str | None]]
    sends: list[dict[str, Any]]
    became: dict[str, Any] | None = None
    open_to: list[str] | None = None
    """Who alone of the staff may see it; None: all."""


async def by_reference(conn: Conn, reference: str) -> Found | None:
    """One notification by our reference."""
    row = await conn.fetchrow(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions, (select told from became where incident_id = notification.id) as became,
            sends_of(id) as sends, open_to_of(id) as open_to
        from notification where reference = $1
        """,
        reference.strip().upper(),
    )
    return Found(**row) if row else None


async def by_id(conn: Conn, id_: UUID) -> Found | None:
    """One notification by its incident id."""
    row = await conn.fetchrow(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions, (select told from became where incident_id = notification.id) as became,
            sends_of(id) as sends, open_to_of(id) as open_to
        from notification where id = $1
        """,
        id_,
    )
    return Found(**row) if row else None


@dataclass(frozen=True)
class Wanted:
    """Which notifications: those that authorities (None: all) or partnerships have, and what they are like."""

    authorities: list[str] | None
    partnerships: list[str] = field(default_factory=list)
    sender_reference: str | None = None
    status: str | None = None


async def sent(
    conn: Conn, wanted: Wanted, limit: int, before: tuple[datetime, UUID] | None = None
) -> list[Found]:
    """The latest of those that are wanted, before a place."""
    rows = await conn.fetch(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions, (select told from became where incident_id = notification.id) as became,
            sends_of(id) as sends, open_to_of(id) as open_to
        from notification
        where ($1::text[] is null or authority_code = any($1) or partnership = any($2))
            and ($3::text is null or sender_reference = $3) and ($4::text is null or status = $4)
            and ($6::timestamptz is null or (notified_at, id) < ($6, $7::uuid))
        order by notified_at desc, id desc limit $5
        """,
        wanted.authorities,
        wanted.partnerships,
        wanted.sender_reference,
        wanted.status,
        limit,
        *(before or (None, None)),
    )
    return [Found(**row) for row in rows]


async def version_of(conn: Conn, id_: UUID, version: int) -> dict[str, Any] | None:
    """How a notification read at one version."""
    receipt: dict[str, Any] | None = await conn.fetchval(
        "select receipt from notification_version where id = $1 and version = $2", id_, version
    )
    return receipt


async def references_of(conn: Conn, ids: Sequence[UUID], who: Sequence[str]) -> list[str]:
    """The references of incidents that are open to ``who``, in order."""
    rows = await conn.fetch(
        """
        select reference from notification
        where id = any($1) and coalesce(open_to_of(id) && $2, true) order by reference
        """,
        list(ids),
        list(who),
    )
    return [row["reference"] for row in rows]


async def reference_by_id(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The references of incidents that are announced; children of others are matched with nobody."""
    rows = await conn.fetch("select id, reference from notification where id = any($1)", list(ids))
    return {row["id"]: row["reference"] for row in rows}


async def open_references(conn: Conn, ids: Sequence[UUID], who: Sequence[str]) -> dict[UUID, str]:
    """Of these incidents, the references of those that are open to ``who``."""
    rows = await conn.fetch(
        """
        select id, reference from notification
        where id = any($1) and coalesce(open_to_of(id) && $2, true)
        """,
        list(ids),
        list(who),
    )
    return {row["id"]: row["reference"] for row in rows}


async def by_ids(conn: Conn, ids: Sequence[UUID]) -> list[Found]:
    """Some notifications by their incident ids."""
    rows = await conn.fetch(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions, (select told from became where incident_id = notification.id) as became,
            sends_of(id) as sends, open_to_of(id) as open_to
        from notification where id = any($1)
        """,
        list(ids),
    )
    return [Found(**row) for row in rows]


@dataclass(frozen=True)
class Formerly:
    """Who had a notification before, and the last version that they read."""

    authority_code: str
    partnership: str
    until_version: int


async def formerly(conn: Conn, id_: UUID) -> list[Formerly]:
    """Those who had a notification before, the latest first."""
    rows = await conn.fetch(
        """
        select authority_code, partnership, until_version from notification_formerly
        where incident_id = $1 order by until_version desc
        """,
        id_,
    )
    return [Formerly(**row) for row in rows]


@dataclass(frozen=True)
class Given:
    """Who gave a notification to an authority before, and the answer that they got."""

    authority_code: str
    partnership: str
    answer: dict[str, Any]


async def given_to(conn: Conn, id_: UUID, authority_code: str) -> list[Given]:
    """Those who gave a notification to this authority, the latest first."""
    rows = await conn.fetch(
        """
        select authority_code, partnership, answer from notification_formerly
        where incident_id = $1 and given_to = $2 order by until_version desc
        """,
        id_,
        authority_code,
    )
    return [Given(**row) for row in rows]


async def with_open_questions(conn: Conn, limit: int) -> list[Found]:
    """Notifications of which a question on the threshold awaits its answer, the oldest first.

    Not those whose words are erased: nobody can answer what nobody can read.
    """
    rows = await conn.fetch(
        """
        select id, reference, status, version, sender, sender_reference, authority_code,
            partnership, content, notified_at, notified_on, occurred_on, aware_on, partners_told_on,
            positions, (select told from became where incident_id = notification.id) as became,
            sends_of(id) as sends, open_to_of(id) as open_to
        from notification where content @? '$.questions[*] ? (@.answered_on == null)'
            and exists (select from sealing_key where subject = notification.id)
        order by notified_at limit $1
        """,
        limit,
    )
    return [Found(**row) for row in rows]
