"""The clocks that run, as they were last told: what a changed calendar moves, and what is due when."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from chassis.clocks import Due
from chassis.conn import Conn
from contracts.codes import Clock


async def note(conn: Conn, clocks: Mapping[UUID, Sequence[Clock]]) -> None:
    """Keep what is told of the clocks of some cases, of those that run.

    One whose start and policy are as before keeps its date: only the calendar can have moved it, and
    ``calendar_moves`` says so by a fact before it is told otherwise here.
    """
    told = [(id_, c) for id_, of_case in clocks.items() for c in of_case if c.met_on is None]
    await conn.execute(
        """
        with gone as (
            delete from running_clock r where r.incident_id = any($1::uuid[]) and not exists (
                select from unnest($2::uuid[], $3::text[]) as told (incident_id, code)
                where told.incident_id = r.incident_id and told.code = r.code
            )
        )
        insert into running_clock (incident_id, code, due_on, clock)
        select * from unnest($2::uuid[], $3::text[], $4::date[], $5::jsonb[])
        on conflict (incident_id, code) do update
        set due_on = excluded.due_on, clock = excluded.clock
        where (
            running_clock.clock->>'started_on',
            split_part(running_clock.clock->>'policy_version', ';', 1)
        ) is distinct from (
            excluded.clock->>'started_on', split_part(excluded.clock->>'policy_version', ';', 1)
        )
        """,
        list(clocks),
        [id_ for id_, _ in told],
        [clock.code for _, clock in told],
        [clock.due_on for _, clock in told],
        [clock.model_dump(mode="json") for _, clock in told],
    )


async def due_before(
    conn: Conn,
    day: date,
    partnerships: list[str] | None,
    regions: list[str] | None,
    limit: int,
    who: list[str] | None = None,
) -> list[Due]:
    """The clocks due before a day, what is due first on top; None: no filter.

    ``who``: as whom a restricted case must name the reader.
    """
    rows = await conn.fetch(
        """
        select reference, partnership, region_code, clock
        from running_clock join case_file using (incident_id)
        where due_on < $1 and ($2::text[] is null or partnership = any($2))
            and ($3::text[] is null or region_code = any($3))
            and ($5::text[] is null or not exists (
                select from restricted_case r
                where r.incident_id = running_clock.incident_id and not r.open_to && $5
            ))
        order by due_on, reference, code limit $4
        """,
        day,
        partnerships,
        regions,
        limit,
        who,
    )
    return [Due(**{**row, "clock": Clock.model_validate(row["clock"])}) for row in rows]


async def told(conn: Conn, ids: Sequence[UUID]) -> Mapping[UUID, dict[str, date]]:
    """When the running clocks of some cases are due, as it was last told: by case and code."""
    rows = await conn.fetch(
        "select incident_id, code, due_on from running_clock where incident_id = any($1)",
        list(ids),
    )
    found: dict[UUID, dict[str, date]] = {}
    for row in rows:
        found.setdefault(row["incident_id"], {})[row["code"]] = row["due_on"]
    return found


async def forget(conn: Conn, ids: Sequence[UUID]) -> None:
    """What was told of these cases does not hold any more."""
    await conn.execute("delete from running_clock where incident_id = any($1)", list(ids))


async def counted_otherwise(conn: Conn, calendar: str, limit: int) -> list[UUID]:
    """Cases whose clocks were last counted by another calendar."""
    rows = await conn.fetch(
        """
        select incident_id from case_file
        where calendar is null or calendar < $1 or calendar > $1
        order by incident_id limit $2
        """,
        calendar,
        limit,
    )
    return [row["incident_id"] for row in rows]


async def count_by(conn: Conn, ids: Sequence[UUID], calendar: str) -> None:
    """The clocks of these cases are counted by this calendar now."""
    await conn.execute(
        "update case_file set calendar = $2 where incident_id = any($1)", list(ids), calendar
    )
