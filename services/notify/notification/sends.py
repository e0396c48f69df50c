"""Who is to be told of a notification, and who was told: SQL that reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from chassis.conn import Conn
from services.notify.notification.commands import About

Body = Literal["", "dfe", "ofsted", "area"]
State = Literal["waiting", "late", "told"]
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Send:
    """One body that must be told; what nobody recorded did not happen yet."""

    id: UUID
    incident_id: UUID
    reference: str
    recipient: str
    about: About
    since: datetime
    told_on: date | None
    told_how: str | None
    recorded_at: datetime | None
    ended_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it is still to be told."""
        return self.told_on is None and self.ended_at is None

    @property
    def told(self) -> tuple[date, str] | None:
        """What is recorded."""
        return (self.told_on, self.told_how) if self.told_on and self.told_how else None


@dataclass(frozen=True)
class Record:
    """What was recorded of a send at a version, and by whom; without a day: that it was not told."""

    version: int
    told_on: date | None
    told_how: str | None
    words: str | None
    reason: str | None
    recorded_by: str
    recorded_by_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class Choice:
    """Which are listed; ``reference``: how theirs begins."""

    state: State = "waiting"
    body: Body = ""
    reference: str = ""


@dataclass(frozen=True)
class Wanted:
    """A choice of those of notifications that are open to ``who``; what waits since before ``late_before`` is late."""

    choice: Choice
    who: Sequence[str]
    late_before: datetime


async def by_id(conn: Conn, id_: UUID) -> Send | None:
    """One of them."""
    row = await conn.fetchrow(
        """
        select send.id, incident_id, reference, recipient, about, since, told_on, told_how,
            recorded_at, ended_at
        from send join notification on notification.id = incident_id
        where send.id = $1
        """,
        id_,
    )
    return Send(**row) if row else None


async def records(conn: Conn, id_: UUID) -> list[Record]:
    """All that was recorded of one, the latest first."""
    rows = await conn.fetch(
        """
        select version, told_on, told_how, words, reason, recorded_by, recorded_by_name, recorded_at
        from send_record where send_id = $1 order by version desc
        """,
        id_,
    )
    return [Record(**row) for row in rows]


async def told_of_it(conn: Conn, incident: UUID) -> list[str]:
    """Who was told of a notification; what the service announced by itself was told to nobody."""
    rows = await conn.fetch(
        """
        select recipient from send
        where incident_id = $1 and about = 'notification' and told_on is not null
            and told_how <> 'announced'
        order by since, id
        """,
        incident,
    )
    return [row["recipient"] for row in rows]


async def waiting(conn: Conn, wanted: Wanted, limit: int, after: Place | None = None) -> list[Send]:
    """Those that are still to be told, the oldest first: what is due first, all having the same time."""
    rows = await conn.fetch(
        """
        select send.id, incident_id, reference, recipient, about, since, told_on, told_how,
            recorded_at, ended_at
        from send join notification on notification.id = incident_id
        where told_on is null and ended_at is null
            and ($2 = '' or split_part(recipient, ':', 1) = $2) and starts_with(reference, $3)
            and ($4::timestamptz is null or since < $4)
            and ($6::timestamptz is null or (since, send.id) > ($6, $7::uuid))
            and coalesce(open_to_of(incident_id) && $1, true)
        order by since, send.id limit $5
        """,
        *_asked(wanted),
        wanted.late_before if wanted.choice.state == "late" else None,
        limit,
        *(after or (None, None)),
    )
    return [Send(**row) for row in rows]


async def told(conn: Conn, wanted: Wanted, limit: int, before: Place | None = None) -> list[Send]:
    """Those that were told, what was recorded last on top."""
    rows = await conn.fetch(
        """
        select send.id, incident_id, reference, recipient, about, since, told_on, told_how,
            recorded_at, ended_at
        from send join notification on notification.id = incident_id
        where told_on is not null
            and ($2 = '' or split_part(recipient, ':', 1) = $2) and starts_with(reference, $3)
            and ($5::timestamptz is null or (recorded_at, send.id) < ($5, $6::uuid))
            and coalesce(open_to_of(incident_id) && $1, true)
        order by recorded_at desc, send.id desc limit $4
        """,
        *_asked(wanted),
        limit,
        *(before or (None, None)),
    )
    return [Send(**row) for row in rows]


async def counted(conn: Conn, wanted: Wanted) -> tuple[int, int]:
    """How many of these bodies and references wait, and how many of those are late."""
    row = await conn.fetchrow(
        """
        select count(*) as waiting, count(*) filter (where since < $4) as late
        from send join notification on notification.id = incident_id
        where told_on is null and ended_at is null
            and ($2 = '' or split_part(recipient, ':', 1) = $2) and starts_with(reference, $3)
            and coalesce(open_to_of(incident_id) && $1, true)
        """,
        *_asked(wanted),
        wanted.late_before,
    )
    assert row, "an aggregate always has a row"
    return row["waiting"], row["late"]


async def waiting_since(conn: Conn, before: datetime | None) -> int:
    """How many wait, or have waited since before a moment, whoever may see them."""
    many: int = await conn.fetchval(
        """
        select count(*) from send where told_on is null and ended_at is null
            and ($1::timestamptz is null or since < $1)
        """,
        before,
    )
    return many


def _asked(wanted: Wanted) -> tuple[list[str], str, str]:
    choice = wanted.choice
    kind = "authority" if choice.body == "area" else choice.body
    return list(wanted.who), kind, choice.reference.strip().upper()
