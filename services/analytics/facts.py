"""Every fact received is appended, and folded into the measures in the same transaction."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pydantic_core
from pydantic import TypeAdapter

from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.envelope import Fact
from services.analytics.measures import MEASURES
from services.analytics.measures.case_row import CaseRow, fold

ROWS: TypeAdapter[CaseRow] = TypeAdapter(CaseRow)
Told = tuple[UUID, Fact]
Counted = dict[tuple[str, date, str, str], tuple[CaseRow, int]]
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
    rows = {r["incident_id"]: ROWS.validate_python(r["row"]) for r in stored}
    before = dict(rows)
    counted: Counted = {}
    for key, fact in told:
        old = rows.get(key, CaseRow(key))
        new = rows[key] = fold(old, fact)
        if new != old:
            _count(counted, old, -1)
            _count(counted, new, 1)
    changed = [row for key, row in rows.items() if before.get(key) != row]
    if changed:
        await _save(conn, changed)
    if counted:
        await _add(conn, counted)


def _count(counted: Counted, row: CaseRow, number: int) -> None:
    """Add what a row contributes, or take it away: whatever order its facts came in."""
    if not row.authority_code:
        return
    for measure in MEASURES:
        for one in measure.counts(row):
            at = (measure.name, one.on.replace(day=1), row.authority_code, one.breakdown)
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
    await conn.executemany(
        """
        insert into measure (
            name, month, region_code, region_name, authority_code, authority_name, breakdown, value
        ) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (name, month, authority_code, breakdown) do update
        set value = measure.value + excluded.value
        """,
        [
            (name, month, row.region_code, row.region_name, code, row.authority_name, part, number)
            for (name, month, code, part), (row, number) in counted.items()
            if number
        ],
    )
