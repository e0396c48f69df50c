"""Everything that happened to a case, in order, with its text still sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pydantic_core

from chassis.conn import Conn
from chassis.dispatch import Received


@dataclass(frozen=True)
class Entry:
    """One fact of a case."""

    id: UUID
    at: datetime
    type: str
    service: str
    actor: str
    fact: dict[str, Any]

    @property
    def name(self) -> str:
        """``decision-recorded``."""
        return self.type.split(".")[3]


async def append(conn: Conn, received: Sequence[Received[Any]]) -> None:
    """Add facts; what is heard again is there already."""
    await conn.execute(
        """
        insert into timeline (id, incident_id, at, type, service, sequence, actor, fact)
        select * from unnest(
            $1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::bigint[],
            $7::text[], $8::jsonb[]
        )
        on conflict do nothing
        """,
        [r.id for r in received],
        [r.key for r in received],
        [r.time for r in received],
        [r.type for r in received],
        [r.type.split(".")[2] for r in received],
        [r.sequence for r in received],
        [r.cause.actor for r in received],
        [pydantic_core.from_json(r.body) for r in received],
    )


async def of_case(conn: Conn, incident_id: UUID) -> list[Entry]:
    """The facts of a case in the order of their time."""
    rows = await conn.fetch(
        """
        select id, at, type, service, actor, fact from timeline
        where incident_id = $1 order by at, service, sequence
        """,
        incident_id,
    )
    return [Entry(**row) for row in rows]


async def explanations(conn: Conn, ids: Sequence[UUID]) -> dict[UUID, Entry]:
    """The latest explanation of a delay of each of these cases that has one."""
    rows = await conn.fetch(
        """
        select distinct on (incident_id) id, at, type, service, actor, fact, incident_id
        from timeline
        where incident_id = any($1) and type = any($2)
        order by incident_id, at desc, sequence desc
        """,
        list(ids),
        [
            "uk.cspr.review.rapid-review-delay-explained.v1",
            "uk.cspr.review.lcspr-delay-explained.v1",
        ],
    )
    return {
        row["incident_id"]: Entry(**{k: v for k, v in row.items() if k != "incident_id"})
        for row in rows
    }
