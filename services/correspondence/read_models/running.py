"""The clocks that run in a case: the one list, for what is due and for what a bank holiday would move."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chassis.conn import Conn
from contracts.codes import Clock
from services.correspondence.read_models.cases import ENDED, PAGE_MAX, CaseView


def running(state: Mapping[str, Any]) -> list[Clock]:
    """The clocks that run by what was told of a case: its own, and of each return that it awaits.

    A return whose day was named has no clock.
    """
    told = [*state["clocks"], *(one.get("clock") for one in state.get("awaited_returns", ()))]
    return [Clock.model_validate(one) for one in told if one and one.get("met_on") is None]


async def of_open_cases(conn: Conn, who: list[str]) -> list[tuple[str, Clock]]:
    """Every clock that runs, with its case; one that is restricted to others has no reference."""
    rows = await conn.fetch(
        """
        select case when is_open_to(open_to, $2) then reference else '' end as reference,
            jsonb_build_object(
                'clocks', state->'clocks',
                'awaited_returns', coalesce(state->'awaited_returns', '[]')
            ) as told
        from case_view where next_due is not null and stage <> all($1)
        """,
        [stage.value for stage in ENDED],
        who,
    )
    return [(row["reference"], clock) for row in rows for clock in running(row["told"])]


async def due(
    conn: Conn,
    before: date,
    *,
    partnerships: Sequence[str] | None,
    regions: Sequence[str] | None,
    who: list[str] | None,
    page: int,
) -> list[CaseView]:
    """A page of the open cases with a clock due before a day, and one more; the first due on top; None: no filter."""
    rows = await conn.fetch(
        """
        select incident_id, reference, partnership, authority_code, authority_name, region_code,
            stage, state, next_due, open_to
        from case_view cross join lateral (
            select least(next_due, min((clock->>'due_on')::date)) as due_on
            from jsonb_path_query(state, '$.awaited_returns[*].clock ? (@ != null)') as clock
        ) as first
        where next_due is not null and first.due_on < $1
            and ($2::text[] is null or partnership = any($2))
            and ($3::text[] is null or region_code = any($3))
            and is_open_to(open_to, $4)
        order by first.due_on, reference limit $5 offset $6
        """,
        before,
        partnerships,
        regions,
        who,
        PAGE_MAX + 1,
        PAGE_MAX * (page - 1),
    )
    return [CaseView(**row) for row in rows]
