"""The register's rows: SQL that reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from contracts.notify import Area
from services.notify.places import Home, Places


async def areas_of(conn: Conn, authority_codes: Sequence[str], on: date) -> Places:
    """Where authorities' incidents belong on the day of notifying, and why of others they do not."""
    rows = await conn.fetch(
        """
        select authority.code as authority_code, authority.name as authority_name,
            partnership.code as partnership, partnership.name as partnership_name,
            region.code as region_code, region.name as region_name,
            authority.valid_from, authority.valid_to,
            array(
                with recursive line as (
                    select unnest(authority.successors) as code
                    union
                    select unnest(entry.successors) from line
                    join register_entry entry on entry.kind = 'authority' and entry.code = line.code
                )
                select heir.name || ' (' || heir.code || ')' from register_entry heir
                where heir.kind = 'authority' and heir.code in (select code from line)
                    and heir.valid_from <= $2 and (heir.valid_to is null or heir.valid_to >= $2)
                order by heir.code
            ) as heirs
        from register_entry authority
        left join register_entry partnership on partnership.kind = 'partnership'
            and partnership.authority_codes @> array[authority.code]
            and partnership.valid_from <= $2
            and (partnership.valid_to is null or partnership.valid_to >= $2)
        left join register_entry region on region.kind = 'region' and region.code = authority.region
            and region.valid_from <= $2 and (region.valid_to is null or region.valid_to >= $2)
        where authority.kind = 'authority' and authority.code = any($1)
        order by authority.code, authority.valid_from
        """,
        list(authority_codes),
        on,
    )
    found = {row["authority_code"]: _area(row) for row in rows if _holds(row, on)}
    return Places(found, _refused(rows, on))


def _holds(row: Any, on: date) -> bool:
    within = row["valid_from"] <= on and (row["valid_to"] is None or on <= row["valid_to"])
    return within and row["partnership"] is not None


def _area(row: Any) -> Area:
    return Area(**{name: row[name] for name in Area.model_fields})


def _refused(rows: Sequence[Any], on: date) -> dict[str, str]:
    """By the version that was there last; of what has not begun, by its first."""
    found: dict[str, str] = {}
    for row in rows:
        if row["valid_from"] <= on or row["authority_code"] not in found:
            found[row["authority_code"]] = _why_not(row, on)
    return found


def _why_not(row: Any, on: date) -> str:
    name, end = row["authority_name"], row["valid_to"]
    if row["valid_from"] > on:
        return f"{name} begins on {_day(row['valid_from'])}; until then send what is there now."
    if end and end < on:
        heirs = " or ".join(row["heirs"]) or "no authority"
        return f"{name} ended on {_day(end)}. Its successor notifies: {heirs}."
    return f"{name} is in no partnership on this day."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


async def homes_of(conn: Conn, authority_codes: Sequence[str], on: date) -> Mapping[str, Home]:
    """The home of each authority on a day."""
    rows = await conn.fetch(
        """
        with recursive line as (
            select code as root, code from unnest($1::text[]) as code
            union
            select line.root, heir from line
            join register_entry entry on entry.kind = 'authority' and entry.code = line.code
            cross join unnest(entry.successors) as heir
        )
        select line.root, array_agg(line.code) as codes,
            array_remove(array_agg(partnership.code), null) as partnerships
        from line
        left join register_entry partnership on partnership.kind = 'partnership'
            and partnership.authority_codes @> array[line.code]
            and partnership.valid_from <= $2
            and (partnership.valid_to is null or partnership.valid_to >= $2)
        group by line.root
        """,
        list(authority_codes),
        on,
    )
    return {
        row["root"]: Home(frozenset(row["codes"]), frozenset(row["partnerships"])) for row in rows
    }


@dataclass(frozen=True)
class ChangeMade:
    """One file of changes, as the page of history lists it."""

    id: UUID
    name: str
    applied_by: str
    business_at: datetime
    differences: list[dict[str, Any]]


async def changes_made(conn: Conn, limit: int) -> list[ChangeMade]:
    """The latest files of changes."""
    rows = await conn.fetch(
        """
        select id, name, applied_by, business_at, differences from register_change
        order by recorded_at desc limit $1
        """,
        limit,
    )
    return [ChangeMade(**row) for row in rows]
