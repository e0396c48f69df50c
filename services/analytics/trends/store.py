"""What is written of trends, and what they are found in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.analytics import ThemeRecurrenceDetectedV1
from services.analytics.trends.by_region import Region
from services.analytics.trends.theme_recurrence import Figures


@dataclass(frozen=True)
class Locked:
    """One trend, locked for the transaction."""

    status: str
    figures: dict[str, Any]


async def themes_decided(conn: Conn, after: date, until: date) -> list[Figures]:
    """Each theme of the cases decided between two days, in how many of them."""
    rows = await conn.fetch(
        """
        with decided as (
            select partnership, themes from case_row
            where decided_on is not null and decided_on > $1 and decided_on <= $2
        ), whole as (
            select count(*) as of_reviews, count(distinct partnership) as of_partnerships
            from decided
        )
        select theme, count(*) as reviews, of_reviews,
            count(distinct partnership) as partnerships, of_partnerships
        from decided cross join unnest(themes) as theme cross join whole
        group by theme, of_reviews, of_partnerships order by theme
        """,
        after,
        until,
    )
    return [Figures(**row) for row in rows]


async def regions_of(
    conn: Conn, theme: str, first: date, middle: date, until: date
) -> list[Region]:
    """The reviews decided in each region after ``middle``, and from ``first`` until then, with a theme or not."""
    rows = await conn.fetch(
        """
        select row->>'region_code' as region_code, max(row->>'region_name') as region_name,
            count(*) filter (where decided_on > $3 and $1 = any(themes)) as reviews,
            count(*) filter (where decided_on > $3) as of_reviews,
            count(*) filter (where decided_on <= $3 and $1 = any(themes)) as reviews_before,
            count(*) filter (where decided_on <= $3) as of_reviews_before
        from case_row
        where decided_on is not null and decided_on > $2 and decided_on <= $4
            and row->>'region_code' <> ''
        group by 1 order by 1
        """,
        theme,
        first,
        middle,
        until,
    )
    return [Region(**row) for row in rows]


async def known(conn: Conn) -> dict[str, int]:
    """The most partnerships that each theme has been announced with."""
    rows = await conn.fetch(
        "select theme, max((figures->>'partnerships')::int) as partnerships from trend group by theme"
    )
    return {row["theme"]: row["partnerships"] for row in rows}


async def lock(conn: Conn, trend_id: UUID) -> Locked | None:
    """A trend that is about to change."""
    row = await conn.fetchrow(
        "select status, figures from trend where id = $1 for update", trend_id
    )
    return Locked(**row) if row else None


async def insert_detected(conn: Conn, fact: ThemeRecurrenceDetectedV1, at: datetime) -> None:
    """A trend as it was announced."""
    await conn.execute(
        """
        insert into trend (id, theme, status, figures, detected_at)
        values ($1, $2, 'detected', $3, $4)
        """,
        fact.trend_id,
        fact.theme.value,
        fact.model_dump(mode="json"),
        at,
    )


async def mark_released(
    conn: Conn, trend_id: UUID, by: str, at: datetime, reason: str | None
) -> None:
    """Released, by whom and why; the reason stays here, for it is free text and the topic is open."""
    await conn.execute(
        """
        update trend set status = 'released', released_by = $2, released_at = $3, reason = $4
        where id = $1
        """,
        trend_id,
        by,
        at,
        reason,
    )
