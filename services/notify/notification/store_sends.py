"""Who is to be told of a notification, and who was told: SQL that writes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from services.notify.notification.events import Shared


async def begin(conn: Conn, recipients: Mapping[UUID, Sequence[str]], at: datetime) -> None:
    """Note of new notifications who is to be told of each."""
    rows = [(uuid7(), incident, one) for incident, them in recipients.items() for one in them]
    await conn.execute(
        """
        insert into send (id, incident_id, recipient, since)
        select id, incident_id, recipient, $1
        from unnest($2::uuid[], $3::uuid[], $4::text[]) as new (id, incident_id, recipient)
        """,
        at,
        *(list(column) for column in zip(*rows, strict=True)),
    )


async def keep_up(conn: Conn, incident: UUID, recipients: Sequence[str], at: datetime) -> None:
    """Who is to be told now: others wait no more; whoever was told stays told."""
    await conn.execute(
        """
        with ended as (
            update send set ended_at = $3
            where incident_id = $1 and told_on is null and ended_at is null
                and not recipient = any($2)
        )
        insert into send (id, incident_id, recipient, since)
        select id, $1, recipient, $3 from unnest($4::uuid[], $2::text[]) as new (id, recipient)
        on conflict (incident_id, recipient) do update set since = excluded.since, ended_at = null
            where send.ended_at is not null
        """,
        incident,
        list(recipients),
        at,
        [uuid7() for _ in recipients],
    )


async def record(conn: Conn, incident: UUID, told: Shared, by: str, at: datetime) -> None:
    """Keep that a body was told: on which day, how, and who says so."""
    await conn.execute(
        """
        update send set told_on = $3, told_how = $4, told_by = $5, recorded_at = $6
        where incident_id = $1 and recipient = $2
        """,
        incident,
        *(told.recipient, told.on, told.how, by, at),
    )
