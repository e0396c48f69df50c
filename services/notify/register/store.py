"""The register's rows."""

from collections.abc import Sequence

from chassis.conn import Conn
from contracts.notify import Area
from contracts.register import PartnershipRegisteredV1
from services.notify.register.load import SINCE, Authority


async def missing(conn: Conn, wanted: Sequence[Authority]) -> list[Authority]:
    """Those not in the register; others wait here until this transaction ends."""
    await conn.execute("lock table authority in share row exclusive mode")
    known = {row["code"] for row in await conn.fetch("select code from authority")}
    return [one for one in wanted if one.code not in known]


async def save(
    conn: Conn, new: Sequence[Authority], partnerships: Sequence[PartnershipRegisteredV1]
) -> None:
    """Insert authorities with their partnerships."""
    await conn.executemany(
        """
        insert into authority (
            code, gss_code, name, region_code, region_name, children_0_17, police_force,
            icb_code, icb_name, valid_from, made_up
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            (
                *(a.code, a.gss_code, a.name, a.region_code, a.region_name, a.children_0_17),
                *(a.police_force, a.icb_code, a.icb_name, SINCE, a.made_up),
            )
            for a in new
        ],
    )
    await conn.executemany(
        """
        insert into partnership (
            slug, name, region_code, region_name, authority_codes, organisations, valid_from,
            made_up
        ) values ($1, $2, $3, $4, $5, $6, $7, true)
        on conflict (slug) do nothing
        """,
        [
            (
                *(p.slug, p.name, p.region_code, p.region_name, list(p.authority_codes)),
                [o.model_dump() for o in p.organisations],
                p.valid_from,
            )
            for p in partnerships
        ],
    )


async def areas_of(conn: Conn, authority_codes: Sequence[str]) -> dict[str, Area]:
    """Where authorities' incidents belong today, by code; unknown ones are left out."""
    rows = await conn.fetch(
        """
        select distinct on (authority.code)
            authority.code as authority_code, authority.name as authority_name,
            partnership.slug as partnership, partnership.name as partnership_name,
            authority.region_code, authority.region_name
        from authority
        join partnership on partnership.authority_codes @> array[authority.code]
        where authority.code = any($1)
            and authority.valid_to is null and partnership.valid_to is null
        order by authority.code
        """,
        list(authority_codes),
    )
    return {row["authority_code"]: Area(**row) for row in rows}
