"""Cases counted for a worklist, and the restricted ones of which no more than the reference is told."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from services.correspondence.read_models.cases import PAGE_MAX


async def number_of(
    conn: Conn,
    *,
    regions: list[str] | None,
    stages: list[str] | None,
    asked: str | None,
    due_before: date | None = None,
    who: list[str] | None = None,
) -> int:
    """How many cases a worklist of the national body has in all."""
    where = (regions, stages, due_before, who)
    return await (_all(conn, *where) if asked is None else _found(conn, *where, asked))


async def _all(conn: Conn, *where: Any) -> int:
    found: int = await conn.fetchval(
        """
        select count(*) from case_view
        where ($1::text[] is null or region_code = any($1))
            and ($2::text[] is null or stage = any($2))
            and ($3::date is null or next_due < $3)
            and is_open_to(open_to, $4)
        """,
        *where,
    )
    return found


async def _found(conn: Conn, *where: Any) -> int:
    found: int = await conn.fetchval(
        """
        select count(*) from case_view
        where words @@ $5::text::tsquery
            and ($1::text[] is null or region_code = any($1))
            and ($2::text[] is null or stage = any($2))
            and ($3::date is null or next_due < $3)
            and is_open_to(open_to, $4)
        """,
        *where,
    )
    return found


async def shut_to(
    conn: Conn, regions: list[str] | None, who: list[str], words: str = ""
) -> list[str]:
    """The references of the restricted cases that name none of ``who``: found by their reference alone."""
    rows = await conn.fetch(
        """
        select reference from case_view
        where open_to is not null and not open_to && $2
            and ($1::text[] is null or region_code = any($1))
            and ($3 = '' or reference ilike '%' || $3 || '%')
        order by reference limit $4
        """,
        regions,
        who,
        words,
        PAGE_MAX,
    )
    return [row["reference"] for row in rows]


async def shut_on_agenda(
    conn: Conn, meeting_id: UUID, regions: list[str] | None, who: list[str]
) -> list[str]:
    """The references of the cases on a meeting's agenda that are restricted to others."""
    rows = await conn.fetch(
        """
        select distinct c.reference from timeline t join case_view c using (incident_id)
        where t.type = 'uk.cspr.review.case-listed.v1' and t.fact->>'meeting_id' = $1
            and c.open_to is not null and not c.open_to && $2
            and ($3::text[] is null or c.region_code = any($3))
        order by c.reference
        """,
        str(meeting_id),
        who,
        regions,
    )
    return [row["reference"] for row in rows]


async def counts(
    conn: Conn,
    partnerships: list[str] | None,
    regions: list[str] | None = None,
    who: list[str] | None = None,
) -> dict[str, int]:
    """How many cases stand at each stage."""
    rows = await conn.fetch(
        """
        select stage, sum(number)::int as number from (
            select stage, count(*) as number from case_view
            where ($1::text[] is null or partnership = any($1))
                and ($2::text[] is null or region_code = any($2))
            group by stage
            union all
            -- taken off again: an index holds the few that are restricted
            select stage, -count(*) from case_view
            where open_to is not null and not open_to && $3
                and ($1::text[] is null or partnership = any($1))
                and ($2::text[] is null or region_code = any($2))
            group by stage
        ) as counted
        group by stage having sum(number) > 0
        """,
        partnerships,
        regions,
        who,
    )
    return {row["stage"]: row["number"] for row in rows}
