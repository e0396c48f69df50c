"""Measures and trends as they are read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn


@dataclass(frozen=True)
class Line:
    """One number of a measure."""

    month: date
    region_code: str
    region_name: str
    authority_code: str
    authority_name: str
    breakdown: str
    value: int


@dataclass(frozen=True)
class TrendRow:
    """One trend."""

    id: UUID
    theme: str
    status: str
    figures: dict[str, Any]
    detected_at: datetime
    released_by: str | None
    released_at: datetime | None


async def lines(conn: Conn, name: str) -> list[Line]:
    """A measure by month, authority and breakdown."""
    rows = await conn.fetch(
        """
        select month, region_code, region_name, authority_code, authority_name, breakdown, value
        from measure where name = $1 order by month, authority_code, breakdown
        """,
        name,
    )
    return [Line(**row) for row in rows]


async def trends(conn: Conn, *, released_only: bool) -> list[TrendRow]:
    """Trends, the latest first."""
    rows = await conn.fetch(
        """
        select id, theme, status, figures, detected_at, released_by, released_at from trend
        where not $1 or status = 'released' order by detected_at desc limit 200
        """,
        released_only,
    )
    return [TrendRow(**row) for row in rows]


async def days_to_decision(conn: Conn) -> dict[str, float | int | None]:
    """From notification to the first decision, in days: median and how many."""
    row = await conn.fetchrow(
        """
        select count(*) as cases, percentile_cont(0.5) within group (
            order by (row->>'first_decided_on')::date - (row->>'notified_on')::date
        ) as median_days
        from case_row where row->>'first_decided_on' is not null
        """
    )
    return dict(row) if row else {}
