"""The cases as the desk and the partners see them: the latest state of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.errors import NotFound
from contracts.notify import NotificationSubmittedV1
from contracts.review.case_state import CaseStateChangedV1, Stage

PAGE_MAX = 50
ENDED = (Stage.PUBLISHED, Stage.CLOSED, Stage.CANCELLED)


@dataclass(frozen=True)
class CaseView:
    """One case."""

    incident_id: UUID
    reference: str
    partnership: str
    authority_code: str
    authority_name: str
    region_code: str
    stage: str
    state: dict[str, Any]
    next_due: date | None
    open_to: list[str] | None = None
    """Who alone of the staff may open it; None: all whose reach it lies in."""

    @property
    def told(self) -> CaseStateChangedV1 | None:
        """The state as review told it; None before it has."""
        return CaseStateChangedV1.model_validate(self.state) if self.state else None


def next_due(state: CaseStateChangedV1) -> date | None:
    """The earliest due date of a clock that still runs; none of a case that has ended."""
    if state.stage in ENDED:
        return None
    running = [clock.due_on for clock in state.clocks if clock.met_on is None]
    return min(running) if running else None


async def fold_states(conn: Conn, states: Sequence[CaseStateChangedV1]) -> None:
    """Enter the latest states; an older one never replaces a newer."""
    latest = {s.incident_id: s for s in sorted(states, key=lambda s: s.version)}
    rows = list(latest.values())
    await conn.execute(
        """
        insert into case_view (
            incident_id, reference, partnership, authority_code, authority_name, region_code, stage,
            state, next_due
        )
        select * from unnest(
            $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::jsonb[], $9::date[]
        )
        on conflict (incident_id) do update
        set stage = excluded.stage, state = excluded.state, next_due = excluded.next_due
        where coalesce((case_view.state->>'version')::int, 0) < (excluded.state->>'version')::int
        """,
        [s.incident_id for s in rows],
        [s.reference for s in rows],
        [s.partnership for s in rows],
        [s.authority_code for s in rows],
        [s.authority_name for s in rows],
        [s.region_code for s in rows],
        [s.stage.value for s in rows],
        [s.model_dump(mode="json") for s in rows],
        [next_due(s) for s in rows],
    )


async def fold_notifications(conn: Conn, facts: Sequence[NotificationSubmittedV1]) -> None:
    """A notified case stands on the worklist before review has told of it."""
    await conn.execute(
        """
        insert into case_view (
            incident_id, reference, partnership, authority_code, authority_name, region_code, stage,
            state
        )
        select id, reference, partnership, code, name, region, 'notified', '{}'::jsonb
        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            as told (id, reference, partnership, code, name, region)
        on conflict do nothing
        """,
        [f.incident_id for f in facts],
        [f.reference for f in facts],
        [f.area.partnership for f in facts],
        [f.area.authority_code for f in facts],
        [f.area.authority_name for f in facts],
        [f.area.region_code for f in facts],
    )


async def note_stage(conn: Conn, ids: Sequence[UUID], stage: str) -> None:
    """A stage that review does not tell of: notify only, withdrawn."""
    await conn.execute(
        """
        update case_view set stage = $2
        where incident_id = any($1) and stage in ('notified', 'notify_only')
        """,
        list(ids),
        stage,
    )


async def find(conn: Conn, reference: str) -> CaseView | None:
    """One case by its reference."""
    row = await conn.fetchrow(
        """
        select incident_id, reference, partnership, authority_code, authority_name, region_code,
            stage, state, next_due, open_to
        from case_view where reference = $1
        """,
        reference.strip().upper(),
    )
    return CaseView(**row) if row else None


async def partnership_of(conn: Conn, incident_id: UUID) -> str:
    """The partnership of a case; raises NotFound while nothing was told of the case yet."""
    found: str | None = await conn.fetchval(
        "select partnership from case_view where incident_id = $1", incident_id
    )
    if found is None:
        raise NotFound("This case has not been told of yet.")
    return found


async def worklist(
    conn: Conn,
    *,
    partnerships: list[str] | None,
    regions: list[str] | None,
    stages: list[str] | None,
    asked: str | None,
    page: int,
    due_before: date | None = None,
    who: list[str] | None = None,
) -> list[CaseView]:
    """A page of cases and one more when there are more, what is due first on top; None: no filter.

    ``asked``: what is sought, as ``sought.question`` puts it.
    """
    where = (partnerships, regions, stages, PAGE_MAX + 1, PAGE_MAX * (page - 1), due_before, who)
    if asked is None:
        return await _listed(conn, *where)
    return await _found(conn, *where, asked)


async def _listed(conn: Conn, *where: Any) -> list[CaseView]:
    rows = await conn.fetch(
        """
        select incident_id, reference, partnership, authority_code, authority_name, region_code,
            stage, state, next_due, open_to
        from case_view
        where ($1::text[] is null or partnership = any($1))
            and ($2::text[] is null or region_code = any($2))
            and ($3::text[] is null or stage = any($3))
            and ($6::date is null or next_due < $6)
            and is_open_to(open_to, $7)
        order by next_due nulls last, reference
        limit $4 offset $5
        """,
        *where,
    )
    return [CaseView(**row) for row in rows]


async def _found(conn: Conn, *where: Any) -> list[CaseView]:
    """The same of those that hold the words: a question of its own, so that it always has its index."""
    rows = await conn.fetch(
        """
        select incident_id, reference, partnership, authority_code, authority_name, region_code,
            stage, state, next_due, open_to
        from case_view
        where words @@ $8::text::tsquery
            and ($1::text[] is null or partnership = any($1))
            and ($2::text[] is null or region_code = any($2))
            and ($3::text[] is null or stage = any($3))
            and ($6::date is null or next_due < $6)
            and is_open_to(open_to, $7)
        order by next_due nulls last, reference
        limit $4 offset $5
        """,
        *where,
    )
    return [CaseView(**row) for row in rows]


async def references(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The references of cases by their id."""
    rows = await conn.fetch(
        "select incident_id, reference from case_view where incident_id = any($1)", list(ids)
    )
    return {row["incident_id"]: row["reference"] for row in rows}


async def listed_of(
    conn: Conn, ids: Sequence[UUID], regions: list[str] | None, who: list[str] | None
) -> set[UUID]:
    """Those of these cases that the desk lists for a reader; None: of every region, of nobody."""
    rows = await conn.fetch(
        """
        select incident_id from case_view where incident_id = any($1)
            and ($2::text[] is null or region_code = any($2))
            and is_open_to(open_to, $3)
        """,
        list(ids),
        regions,
        who,
    )
    return {row["incident_id"] for row in rows}


async def open_moves(conn: Conn, ids: Sequence[UUID]) -> set[tuple[UUID, str]]:
    """What may be done next, by case: the types of the commands that are open."""
    rows = await conn.fetch(
        """
        select incident_id, move->>'command' as command
        from case_view, jsonb_array_elements(state->'moves') as move
        where incident_id = any($1) and (move->>'open')::boolean
        """,
        list(ids),
    )
    return {(row["incident_id"], row["command"]) for row in rows}


async def version_of(conn: Conn, incident_id: UUID) -> int:
    """How far the state of a case has been told here."""
    found: int | None = await conn.fetchval(
        "select (state->>'version')::int from case_view where incident_id = $1", incident_id
    )
    return found or 0
