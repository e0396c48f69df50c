"""What is written of facts, cases, places and measures: SQL that writes, a statement a batch."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.notify import Area
from contracts.register import AuthorityRegisteredV1
from services.analytics.measures.case_row import CaseRow

ROWS: TypeAdapter[CaseRow] = TypeAdapter(CaseRow)
At = tuple[str, date, str, str, int]
"""Measure, month, authority, part, days."""


async def take_turn(conn: Conn) -> None:
    """Wait for whoever writes now: polls of different topics add to the same numbers."""
    await conn.execute("select from data_set for update")


async def append(conn: Conn, received: Sequence[Received[Any]]) -> tuple[int, datetime | None]:
    """Keep facts as they came; how many of them are new, and the latest of their times."""
    row = await conn.fetchrow(
        """
        with new as (
            insert into fact (id, type, key, time, data)
            select id, type, key, time, body::jsonb
            from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::text[])
                as came (id, type, key, time, body)
            on conflict do nothing
            returning time
        )
        select count(*), max(time) from new
        """,
        [r.id for r in received],
        [r.type for r in received],
        [r.key for r in received],
        [r.time for r in received],
        [r.body.decode() for r in received],
    )
    assert row, "an aggregate always has its row"
    return row["count"], row["max"]


async def move_on(conn: Conn, facts: int, until: datetime | None) -> None:
    """Take one's turn, as ``take_turn`` does, and move the version of the data set on."""
    await conn.execute(
        """
        update data_set set facts = facts + $1, read_until = greatest(read_until, $2::timestamptz)
        """,
        facts,
        until,
    )


async def clear(conn: Conn) -> None:
    """Forget all that was folded; the facts stay."""
    await conn.execute("delete from measure")
    await conn.execute("delete from case_row")


async def load(conn: Conn, cases: Sequence[UUID]) -> dict[UUID, CaseRow]:
    """The rows of cases that have one."""
    if not cases:
        return {}
    stored = await conn.fetch(
        "select incident_id, row::text from case_row where incident_id = any($1)", list(cases)
    )
    return {r["incident_id"]: ROWS.validate_json(r["row"]) for r in stored}


async def save(conn: Conn, rows: Sequence[CaseRow]) -> None:
    """Store rows that moved, with what trends are looked for in; no theme's code has a space."""
    if not rows:
        return
    await conn.execute(
        """
        insert into case_row (incident_id, row, decided_on, partnership, themes)
        select incident_id, row::jsonb, decided_on, partnership, string_to_array(themes, ' ')
        from unnest($1::uuid[], $2::text[], $3::date[], $4::text[], $5::text[])
            as moved (incident_id, row, decided_on, partnership, themes)
        on conflict (incident_id) do update set row = excluded.row,
            decided_on = excluded.decided_on, partnership = excluded.partnership,
            themes = excluded.themes
        """,
        [row.incident_id for row in rows],
        [ROWS.dump_json(row).decode() for row in rows],
        [None if row.is_duplicate else row.decided_on for row in rows],
        [row.partnership for row in rows],
        [" ".join(row.themes) for row in rows],
    )


async def add(conn: Conn, counted: Mapping[At, int]) -> None:
    """Add to the numbers of the measures."""
    if not counted:
        return
    names, months, authorities, parts, days = zip(*counted, strict=True)
    await conn.execute(
        """
        insert into measure (name, month, authority_code, breakdown, days, value)
        select * from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::int[], $6::bigint[])
        on conflict (name, month, authority_code, breakdown, days) do update
        set value = measure.value + excluded.value
        """,
        *(list(names), list(months), list(authorities), list(parts), list(days)),
        list(counted.values()),
    )


async def name_places(conn: Conn, areas: Sequence[Area]) -> None:
    """Authorities that only a case has named so far; the register's word stands."""
    if not areas:
        return
    first = {one.authority_code: one for one in reversed(areas)}.values()
    await conn.execute(
        """
        insert into authority (code, gss_code, name, region_code, region_name)
        select code, '', name, region_code, region_name
        from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            as named (code, name, region_code, region_name)
        on conflict do nothing
        """,
        [one.authority_code for one in first],
        [one.authority_name for one in first],
        [one.region_code for one in first],
        [one.region_name for one in first],
    )


async def register(conn: Conn, authorities: Sequence[AuthorityRegisteredV1]) -> None:
    """The register's latest word on each authority: names and codes for filters and releases."""
    if not authorities:
        return
    latest = {one.code: one for one in authorities}.values()
    await conn.execute(
        """
        insert into authority (code, gss_code, name, region_code, region_name)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        on conflict (code) do update set gss_code = excluded.gss_code, name = excluded.name,
            region_code = excluded.region_code, region_name = excluded.region_name
        """,
        [one.code for one in latest],
        [one.gss_code for one in latest],
        [one.name for one in latest],
        [one.region_code for one in latest],
        [one.region_name for one in latest],
    )
