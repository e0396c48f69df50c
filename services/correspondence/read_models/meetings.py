"""Meetings of the national body, as the desk lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.review.meeting import AttendanceRecordedV1, MeetingArrangedV1

MEETINGS_MAX = 50


@dataclass(frozen=True)
class MeetingView:
    """One meeting."""

    id: UUID
    starts_at: datetime
    held: bool
    members: list[dict[str, Any]]


async def fold_arranged(conn: Conn, facts: Sequence[MeetingArrangedV1]) -> None:
    """Enter meetings that were set."""
    await conn.executemany(
        """
        insert into decision_meeting (id, starts_at, members) values ($1, $2, $3)
        on conflict do nothing
        """,
        [(f.meeting_id, f.starts_at, [m.model_dump() for m in f.members]) for f in facts],
    )


async def fold_held(conn: Conn, facts: Sequence[AttendanceRecordedV1]) -> None:
    """Enter who was present."""
    await conn.executemany(
        "update decision_meeting set held = true, members = $2 where id = $1",
        [(f.meeting_id, [m.model_dump() for m in f.members]) for f in facts],
    )


async def to_come(conn: Conn, since: datetime) -> list[MeetingView]:
    """The meetings that begin at ``since`` or later, the nearest first."""
    rows = await conn.fetch(
        """
        select id, starts_at, held, members from decision_meeting
        where starts_at >= $1 order by starts_at limit $2
        """,
        since,
        MEETINGS_MAX,
    )
    return [MeetingView(**row) for row in rows]


async def past(conn: Conn, before: datetime) -> list[MeetingView]:
    """The meetings that began before, the newest first."""
    rows = await conn.fetch(
        """
        select id, starts_at, held, members from decision_meeting
        where starts_at < $1 order by starts_at desc limit $2
        """,
        before,
        MEETINGS_MAX,
    )
    return [MeetingView(**row) for row in rows]


async def find(conn: Conn, id_: UUID) -> MeetingView | None:
    """One meeting."""
    row = await conn.fetchrow(
        "select id, starts_at, held, members from decision_meeting where id = $1", id_
    )
    return MeetingView(**row) if row else None
