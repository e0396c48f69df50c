"""The partners' organisations of each partnership, as the register names them."""

from collections.abc import Collection
from dataclasses import dataclass

from chassis.conn import Conn

LISTED_MAX = 150


@dataclass(frozen=True)
class Registered:
    """One organisation in one partnership."""

    code: str
    partner: str
    name: str
    mailbox: str | None
    partnership: str
    partnership_name: str
    region_code: str


async def find(conn: Conn, code: str) -> Registered | None:
    """One of them by its code."""
    row = await conn.fetchrow(
        """
        select o.code, o.partner, o.name, o.mailbox, o.partnership,
            p.name as partnership_name, p.region_code
        from organisation o join partnership p on p.slug = o.partnership
        where o.code = $1
        """,
        code,
    )
    return Registered(**row) if row else None


async def listed(
    conn: Conn,
    *,
    partnerships: Collection[str] | None = None,
    regions: Collection[str] | None = None,
    words: str = "",
    after: str = "",
) -> list[Registered]:
    """Those of these partnerships, or regions, with these words in a name; None: of all.

    ``after``: those alone that come after this one.
    """
    rows = await conn.fetch(
        """
        select o.code, o.partner, o.name, o.mailbox, o.partnership,
            p.name as partnership_name, p.region_code
        from organisation o join partnership p on p.slug = o.partnership
        where ($1::text[] is null or p.slug = any($1))
            and ($2::text[] is null or p.region_code = any($2))
            and ($3 = '' or position(lower($3) in lower(p.name || ' ' || o.name)) > 0)
            and ($5 = '' or (p.name, o.partner, o.code) > (
                select q.name, r.partner, r.code
                from organisation r join partnership q on q.slug = r.partnership
                where r.code = $5 limit 1
            ))
        order by p.name, o.partner, o.code limit $4
        """,
        None if partnerships is None else sorted(partnerships),
        None if regions is None else sorted(regions),
        words,
        LISTED_MAX,
        after,
    )
    return [Registered(**row) for row in rows]
