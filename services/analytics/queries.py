"""Measures, places and trends as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.conn import Conn


@dataclass(frozen=True)
class Line:
    """One number of a measure; ``days`` is 0 where no time is measured."""

    month: date
    region_code: str
    region_name: str
    authority_code: str
    gss_code: str
    authority_name: str
    breakdown: str
    days: int
    value: int


@dataclass(frozen=True)
class Area:
    """An authority and its region, as a filter offers them."""

    authority_code: str
    gss_code: str
    authority_name: str
    region_code: str
    region_name: str


@dataclass(frozen=True)
class DataSet:
    """What stands behind the figures: how many facts, until when, and how many wait for a person."""

    facts: int
    read_until: datetime | None
    held: int


@dataclass(frozen=True)
class Kept:
    """One fact as it came; ``data`` is its JSON."""

    position: int
    key: UUID
    type: str
    data: str


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
    """A measure by month, authority, part and days; places as the register has them now."""
    rows = await conn.fetch(
        """
        select m.month, m.authority_code, m.breakdown, m.days, m.value,
            a.gss_code, a.name as authority_name, a.region_code, a.region_name
        from measure m join authority a on a.code = m.authority_code
        where m.name = $1 and m.value <> 0
        order by m.month, m.authority_code, m.breakdown, m.days
        """,
        name,
    )
    return [Line(**row) for row in rows]


async def areas(conn: Conn) -> list[Area]:
    """Every authority of the register, and any that only a case has named, by name."""
    rows = await conn.fetch(
        """
        select code as authority_code, gss_code, name as authority_name, region_code, region_name
        from authority order by name
        """
    )
    return [Area(**row) for row in rows]


async def data_set(conn: Conn) -> DataSet:
    """How far the facts have been read."""
    row = await conn.fetchrow(
        """
        select facts, read_until,
            (select count(*) from parked where status in ('parked', 'waiting', 'gap')) as held
        from data_set
        """
    )
    assert row, "the data set always has its row"
    return DataSet(**row)


async def at_one_moment(conn: Conn) -> None:
    """All that this transaction reads stands as it did at its first question."""
    await conn.execute("set transaction isolation level repeatable read")


async def kept(conn: Conn, types: Sequence[str], after: int, limit: int) -> list[Kept]:
    """The next kept facts of some types, in the order in which they came."""
    rows = await conn.fetch(
        """
        select position, key, type, data::text as data from fact
        where position > $1 and type = any($2) order by position limit $3
        """,
        after,
        list(types),
        limit,
    )
    return [Kept(**row) for row in rows]


async def released(conn: Conn) -> list[TrendRow]:
    """Released trends, the latest first."""
    rows = await conn.fetch(
        """
        select id, theme, status, figures, detected_at, released_by, released_at from trend
        where status = 'released' order by detected_at desc, theme limit 200
        """
    )
    return [TrendRow(**row) for row in rows]


async def detected(conn: Conn) -> list[TrendRow]:
    """Trends that are not released, nor overtaken by a later one of the same theme."""
    rows = await conn.fetch(
        """
        select id, theme, status, figures, detected_at, released_by, released_at from trend t
        where status = 'detected' and not exists (
            select from trend later where later.theme = t.theme and later.detected_at > t.detected_at
        )
        order by (figures->>'reviews')::int desc, theme limit 200
        """
    )
    return [TrendRow(**row) for row in rows]
