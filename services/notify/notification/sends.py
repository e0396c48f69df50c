"""Who is to be told of a notification, and who was told: SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.conn import Conn


@dataclass(frozen=True)
class Send:
    """One body that must be told; what nobody recorded did not happen yet."""

    id: UUID
    incident_id: UUID
    reference: str
    recipient: str
    since: datetime
    told_on: date | None = None
    told_how: str | None = None
    told_by: str | None = None
    ended_at: datetime | None = None


async def by_id(conn: Conn, id_: UUID) -> Send | None:
    """One of them."""
    row = await conn.fetchrow(
        """
        select send.id, incident_id, reference, recipient, since, told_on, told_how, told_by,
            ended_at
        from send join notification on notification.id = incident_id
        where send.id = $1
        """,
        id_,
    )
    return Send(**row) if row else None


async def waiting(
    conn: Conn, who: Sequence[str], limit: int, after: tuple[datetime, UUID] | None = None
) -> list[Send]:
    """Those that are still to be told, the oldest first, of notifications that are open to ``who``."""
    rows = await conn.fetch(
        """
        select send.id, incident_id, reference, recipient, since
        from send join notification on notification.id = incident_id
        where told_on is null and ended_at is null
            and ($3::timestamptz is null or (since, send.id) > ($3, $4::uuid))
            and coalesce(open_to_of(incident_id) && $1, true)
        order by since, send.id limit $2
        """,
        list(who),
        limit,
        *(after or (None, None)),
    )
    return [Send(**row) for row in rows]
