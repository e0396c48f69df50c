"""Meetings of the national body, as the desk lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.review.meeting import AttendanceRecordedV1, MeetingArrangedV1
from contracts.review.minutes import MinutesAgreedV1

MEETINGS_MAX = 50


@dataclass(frozen=True)
class MeetingView:
    """One meeting."""

    id: UUID
    starts_at: datetime
    held: bool
    members: list[dict[str, Any]]
    counted: int | None = None
    needed: int | None = None
    sectors_missing: list[str] | None = None
    minutes_agreed_on: date | None = None


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
        """
        update decision_meeting set held = true, members = $2, counted = $3, needed = $4,
            sectors_missing = $5, minutes_agreed_on = null
        where id = $1
        """,
        [
            (
                f.meeting_id,
                [m.model_dump() for m in f.members],
                f.counted,
                f.needed,
                list(f.sectors_missing),
            )
            for f in facts
        ],
    )


async def agree(conn: Conn, facts: Sequence[MinutesAgreedV1]) -> None:
    """The minutes of these meetings are agreed."""
    await conn.executemany(
        "update decision_meeting set minutes_agreed_on = $2 where id = $1",
        [(f.meeting_id, f.agreed_on) for f in facts],
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
        """
        select id, starts_at, held, members, counted, needed, sectors_missing, minutes_agreed_on
        from decision_meeting where id = $1
        """,
        id_,
    )
    return MeetingView(**row) if row else None
