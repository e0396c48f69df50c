"""Who is to be told of a notification, and who was told: SQL that writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.conn import Conn
from services.notify.notification.commands import About
from services.notify.notification.events import Shared, SharingCorrected

Told = Shared | SharingCorrected


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


async def keep_up(
    conn: Conn, incident: UUID, recipients: Mapping[About, Sequence[str]], at: datetime
) -> None:
    """Who is to be told of what now: others wait no more; whoever was told stays told."""
    rows = [(uuid7(), about, one) for about, them in recipients.items() for one in them]
    await conn.execute(
        """
        with wanted as (
            select id, about, recipient
            from unnest($3::uuid[], $4::text[], $5::text[]) as wanted (id, about, recipient)
        ), ended as (
            update send set ended_at = $2
            where incident_id = $1 and told_on is null and ended_at is null
                and (about, recipient) not in (select about, recipient from wanted)
        )
        insert into send (id, incident_id, about, recipient, since)
        select id, $1, about, recipient, $2 from wanted
        on conflict (incident_id, recipient, about)
            do update set since = excluded.since, ended_at = null where send.ended_at is not null
        """,
        incident,
        at,
        *([row[column] for row in rows] for column in range(3)),
    )


@dataclass(frozen=True)
class Said:
    """Who says so, and the sealed words of it: how the body was told, why another record was wrong."""

    by: str
    by_name: str
    words: str | None
    reason: str | None


async def record(conn: Conn, incident: UUID, told: Told, said: Said, at: datetime) -> None:
    """Keep that a body was told, or what is right instead: what was recorded before stays readable."""
    told_on = told.told_on if isinstance(told, SharingCorrected) else told.on
    await conn.execute(
        """
        with now as (
            update send set told_on = $4, told_how = $5, told_by = $6, recorded_at = $7
            where incident_id = $1 and recipient = $2 and about = $3
            returning id
        )
        insert into send_record (
            send_id, version, told_on, told_how, recorded_by, recorded_at, recorded_by_name, words,
            reason
        )
        select id, 1 + (select count(*) from send_record where send_id = now.id), $4, $5, $6, $7,
            $8, $9, $10
        from now
        """,
        incident,
        *(told.recipient, told.about, told_on, told.how, said.by, at),
        *(said.by_name, said.words, said.reason),
    )
