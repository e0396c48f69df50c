"""The partnerships, and what the measures count of each in the window."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from chassis.conn import Conn
from contracts.register import PartnershipRegisteredV1
from services.analytics.benchmark.compare import Place


async def register(conn: Conn, facts: Sequence[PartnershipRegisteredV1]) -> None:
    """The register's latest word on which authorities a partnership has."""
    if not facts:
        return
    latest = list({fact.slug: fact for fact in facts}.values())
    await conn.execute("delete from partnership where slug = any($1)", [f.slug for f in latest])
    rows = [(f, code) for f in latest for code in f.authority_codes]
    await conn.execute(
        """
        insert into partnership (slug, name, region_code, region_name, authority_code, valid_to)
        select * from unnest(
            $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[]
        )
        on conflict (slug, authority_code) do nothing
        """,
        [f.slug for f, _ in rows],
        [f.name for f, _ in rows],
        [f.region_code for f, _ in rows],
        [f.region_name for f, _ in rows],
        [code for _, code in rows],
        [f.valid_to for f, _ in rows],
    )


async def places(conn: Conn, today: date, slugs: Sequence[str] | None = None) -> list[Place]:
    """The partnerships that have not ended, by name; of these slugs, or all."""
    rows = await conn.fetch(
        """
        select distinct slug as partnership, name, region_code, region_name from partnership
        where ($1::text[] is null or slug = any($1)) and (valid_to is null or valid_to >= $2)
        order by name, slug
        """,
        None if slugs is None else list(slugs),
        today,
    )
    return [Place(**row) for row in rows]


async def counts(
    conn: Conn, measures: Sequence[str], since: date
) -> dict[tuple[str, str], Counter[str]]:
    """Measure and partnership -> part -> cases, of the months since a day."""
    rows = await conn.fetch(
        """
        select m.name, p.slug, m.breakdown, sum(m.value) as number
        from measure m join partnership p using (authority_code)
        where m.name = any($1) and m.month >= $2 and m.value <> 0
        group by m.name, p.slug, m.breakdown
        """,
        list(measures),
        since,
    )
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        found[row["name"], row["slug"]][row["breakdown"]] = int(row["number"])
    return found
