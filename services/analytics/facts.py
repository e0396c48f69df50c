"""Every fact received is appended, and folded into the measures in the same transaction.

A measure is a set of counters. What a case contributes is a pure function of its row, so a fact that
changes the row takes the old contribution away and adds the new one: the numbers do not depend on the
order in which the facts of different cases, or of one case on different topics, have come.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pydantic_core
from pydantic import TypeAdapter

from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.envelope import Fact
from contracts.register import AuthorityRegisteredV1
from services.analytics.measures import MEASURES
from services.analytics.measures.case_row import CaseRow, fold

ROWS: TypeAdapter[CaseRow] = TypeAdapter(CaseRow)
Told = tuple[UUID, Fact]
At = tuple[str, date, str, str, int]
"""Measure, month, authority, part, days."""

Counted = dict[At, tuple[CaseRow, int]]
"""What to add to each number, with a row that names its place."""


async def append(conn: Conn, received: Sequence[Received[Any]]) -> None:
    """Keep facts as they came."""
    await conn.execute(
        """
        insert into fact (id, type, key, time, data)
        select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::jsonb[])
        on conflict do nothing
        """,
        [r.id for r in received],
        [r.type for r in received],
        [r.key for r in received],
        [r.time for r in received],
        [pydantic_core.from_json(r.body) for r in received],
    )


async def fold_all(conn: Conn, told: Sequence[Told]) -> None:
    """Fold facts into their cases' rows, and what moved into the measures."""
    keys = list(dict.fromkeys(key for key, _ in told))
    stored = await conn.fetch(
        "select incident_id, row from case_row where incident_id = any($1) order by 1 for update",
        keys,
    )
    before = {r["incident_id"]: ROWS.validate_python(r["row"]) for r in stored}
    rows = dict(before)
    counted = count(rows, told)
    await _save(conn, [row for key, row in rows.items() if before.get(key, CaseRow(key)) != row])
    await _add(conn, counted)
    await _register(conn, [fact for _, fact in told if isinstance(fact, AuthorityRegisteredV1)])


def count(rows: dict[UUID, CaseRow], told: Sequence[Told]) -> Counted:
    """Move ``rows`` on by the facts; what that adds to, and takes from, the measures. Pure."""
    counted: Counted = {}
    for key, fact in told:
        old = rows.get(key, CaseRow(key))
        new = rows[key] = fold(old, fact)
        if new != old:
            _contribute(counted, old, -1)
            _contribute(counted, new, 1)
    return {at: (row, number) for at, (row, number) in counted.items() if number}


def _contribute(counted: Counted, row: CaseRow, number: int) -> None:
    """A case without a notification is not placed yet, and is not counted before it is."""
    if not row.authority_code:
        return
    for measure in MEASURES:
        for one in measure.counts(row):
            at = (measure.name, one.on.replace(day=1), row.authority_code, one.part, one.days)
            counted[at] = (row, counted.get(at, (row, 0))[1] + number)


async def _save(conn: Conn, rows: Sequence[CaseRow]) -> None:
    await conn.executemany(
        """
        insert into case_row (incident_id, row, decided_on, partnership, themes)
        values ($1, $2, $3, $4, $5)
        on conflict (incident_id) do update set row = excluded.row,
            decided_on = excluded.decided_on, partnership = excluded.partnership,
            themes = excluded.themes
        """,
        [
            (r.incident_id, ROWS.dump_python(r, mode="json"), r.decided_on, r.partnership, r.themes)
            for r in rows
        ],
    )


async def _add(conn: Conn, counted: Counted) -> None:
    """Always in the same order, so that two polls never wait for each other in a circle."""
    await conn.executemany(
        """
        insert into measure (
            name, month, region_code, region_name, authority_code, authority_name, breakdown, days,
            value
        ) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (name, month, authority_code, breakdown, days) do update
        set value = measure.value + excluded.value
        """,
        [
            (
                *(name, month, row.region_code, row.region_name, code, row.authority_name),
                *(part, days, number),
            )
            for (name, month, code, part, days), (row, number) in sorted(
                counted.items(), key=lambda item: item[0]
            )
        ],
    )


async def _register(conn: Conn, authorities: Sequence[AuthorityRegisteredV1]) -> None:
    """The register's latest word on each authority: names and codes for filters and releases."""
    await conn.executemany(
        """
        insert into authority (code, gss_code, name, region_code, region_name)
        values ($1, $2, $3, $4, $5)
        on conflict (code) do update set gss_code = excluded.gss_code, name = excluded.name,
            region_code = excluded.region_code, region_name = excluded.region_name
        """,
        sorted((a.code, a.gss_code, a.name, a.region_code, a.region_name) for a in authorities),
    )
