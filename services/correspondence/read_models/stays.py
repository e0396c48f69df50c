"""How long a case stood at each stage and on whom it waited there, told by its states one after the other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from chassis.clock import london_date
from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.review.case_state import CaseStateChangedV1


@dataclass(frozen=True)
class Stay:
    """One stage of a case; it lasts until the next one begins."""

    stage: str
    awaited: Sequence[str]
    since: date

    def is_like(self, other: "Stay") -> bool:
        """Whether nothing changed but time."""
        return (self.stage, list(self.awaited)) == (other.stage, list(other.awaited))


async def fold(conn: Conn, received: Sequence[Received[CaseStateChangedV1]]) -> None:
    """Enter the stages that cases came to; a state that is heard late changes nothing."""
    last = await _last(conn, [one.key for one in received])
    made: list[tuple[UUID, int, Stay]] = []
    for one in sorted(received, key=lambda r: r.message.version):
        state, before = one.message, last.get(one.key)
        if before and state.version <= before[0]:
            continue
        stay = Stay(state.stage.value, state.awaited_from, _since(one, first=before is None))
        if before is None or not stay.is_like(before[1]):
            made.append((one.key, state.version, stay))
            last[one.key] = (state.version, stay)
    await _insert(conn, made)


def _since(one: Received[CaseStateChangedV1], *, first: bool) -> date:
    """The day it was told; of the first state that is heard here, its last step."""
    told = london_date(one.time)
    steps = [step.on for step in one.message.milestones if step.on <= told]
    return max(steps) if first and steps else told


async def _last(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, tuple[int, Stay]]:
    rows = await conn.fetch(
        """
        select distinct on (incident_id) incident_id, version, stage, awaited, since
        from case_stay where incident_id = any($1) order by incident_id, version desc
        """,
        list(ids),
    )
    return {row["incident_id"]: (row["version"], _stay(row)) for row in rows}


async def _insert(conn: Conn, made: Sequence[tuple[UUID, int, Stay]]) -> None:
    if not made:
        return
    await conn.execute(
        """
        insert into case_stay (incident_id, version, stage, awaited, since)
        select incident_id, version, stage, string_to_array(awaited, ' '), since
        from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::date[])
            as told (incident_id, version, stage, awaited, since)
        """,
        [id_ for id_, _, _ in made],
        [version for _, version, _ in made],
        [stay.stage for _, _, stay in made],
        [" ".join(stay.awaited) for _, _, stay in made],
        [stay.since for _, _, stay in made],
    )


async def of_case(conn: Conn, incident_id: UUID) -> list[Stay]:
    """The stages of a case in the order in which it came to them."""
    rows = await conn.fetch(
        "select stage, awaited, since from case_stay where incident_id = $1 order by version",
        incident_id,
    )
    return [_stay(row) for row in rows]


async def since(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, date]:
    """Since when each of these cases stands at its stage."""
    rows = await conn.fetch(
        """
        select incident_id, stage, awaited, since from case_stay
        where incident_id = any($1) order by incident_id, version
        """,
        list(ids),
    )
    by_case: dict[UUID, list[Stay]] = defaultdict(list)
    for row in rows:
        by_case[row["incident_id"]].append(_stay(row))
    return {id_: _begun(stays) for id_, stays in by_case.items()}


def _begun(stays: Sequence[Stay]) -> date:
    """The last stage's first day, whoever else was awaited in it meanwhile."""
    begun = stays[-1].since
    for stay in reversed(stays):
        if stay.stage != stays[-1].stage:
            break
        begun = stay.since
    return begun


def _stay(row: Any) -> Stay:
    return Stay(row["stage"], row["awaited"], row["since"])
