"""When the Panel was last in contact with each organisation of each partnership, way by way.

A letter, an answer and a meeting are the whole sector's of a partnership; a reply and what was logged are those
organisations' that had part in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.conn import Conn

SPOKE = ("call", "teams", "meeting", "reply")
"""Where the partner had a word too."""
PAGE_MAX = 50


@dataclass(frozen=True)
class Silence:
    """How long one partnership or organisation has not heard: the last day of any contact, and of a talk."""

    code: str
    name: str
    partner: str
    partnerships: int
    last_on: date | None
    last_way: str | None
    spoke_on: date | None


async def fold(
    conn: Conn, partnership: str, way: str, on: date, *, to: Sequence[str], partners: Sequence[str]
) -> None:
    """A contact of a day, with the organisations of ``to``; where none is of the partnership, with all of these partners."""
    await conn.execute(
        """
        insert into last_contact (partnership, organisation, way, last_on)
        select partnership, code, $2, $3 from organisation
        where partnership = $1 and (
            code = any($4) or partner = any($5) and not exists (
                select from organisation where partnership = $1 and code = any($4)
            )
        )
        on conflict (partnership, organisation, way) do update
        set last_on = greatest(last_contact.last_on, excluded.last_on)
        """,
        partnership,
        way,
        on,
        list(to),
        list(partners),
    )


async def silences(
    conn: Conn, regions: list[str] | None, *, by_organisation: bool, page: int
) -> tuple[list[Silence], int]:
    """A page of those that heard least lately, the longest silence on top, and how many there are in all."""
    rows = await conn.fetch(
        """
        select case when $2 then o.code else p.slug end as code,
            case when $2 then min(o.name) else min(p.name) end as name,
            case when $2 then min(o.partner) else '' end as partner,
            count(distinct p.slug)::int as partnerships,
            max(l.last_on) as last_on,
            (array_agg(l.way order by l.last_on desc nulls last, l.way))[1] as last_way,
            max(l.last_on) filter (where l.way = any($3)) as spoke_on,
            count(*) over ()::int as total
        from partnership p join organisation o on o.partnership = p.slug
        left join last_contact l on l.partnership = p.slug and l.organisation = o.code
        where $1::text[] is null or p.region_code = any($1)
        group by case when $2 then o.code else p.slug end
        order by max(l.last_on) nulls first, 2, 1 limit $4 offset $5
        """,
        regions,
        by_organisation,
        list(SPOKE),
        PAGE_MAX,
        (page - 1) * PAGE_MAX,
    )
    found = [Silence(**{k: v for k, v in row.items() if k != "total"}) for row in rows]
    return found, rows[0]["total"] if rows else 0


async def of_partnership(conn: Conn, partnership: str) -> list[Silence]:
    """Each organisation of one partnership."""
    rows = await conn.fetch(
        """
        select o.code, o.name, o.partner, 1 as partnerships, max(l.last_on) as last_on,
            (array_agg(l.way order by l.last_on desc nulls last, l.way))[1] as last_way,
            max(l.last_on) filter (where l.way = any($2)) as spoke_on
        from organisation o
        left join last_contact l on l.partnership = o.partnership and l.organisation = o.code
        where o.partnership = $1 group by o.code, o.name, o.partner order by o.partner, o.code
        """,
        partnership,
        list(SPOKE),
    )
    return [Silence(**row) for row in rows]
