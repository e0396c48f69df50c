"""Restricted cases, as ``correspondence`` tells of them: to whom of the staff an incident is open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from chassis.conn import Conn
from chassis.dispatch import Received
from contracts.restriction import CaseRestrictedV1, GlassBrokenV1, RestrictionLiftedV1

HEARD = (CaseRestrictedV1, RestrictionLiftedV1, GlassBrokenV1)
Told = CaseRestrictedV1 | RestrictionLiftedV1 | GlassBrokenV1
SHUT = "This case is restricted. Open it at the desk first, and say there why you must."


async def fold(conn: Conn, received: Sequence[Received[Any]], now: datetime) -> None:
    """Enter what was told, in its order."""
    for one in received:
        await _enter(conn, one.message, now)


async def _enter(conn: Conn, fact: Told, now: datetime) -> None:
    match fact:
        case CaseRestrictedV1():
            await conn.execute(
                """
                insert into restricted (incident_id, open_to) values ($1, $2)
                on conflict (incident_id) do update set open_to = excluded.open_to
                """,
                fact.incident_id,
                list(fact.open_to),
            )
            await _shut(conn, fact.incident_id)
        case RestrictionLiftedV1():
            await conn.execute("delete from restricted where incident_id = $1", fact.incident_id)
            await _shut(conn, fact.incident_id)
        case GlassBrokenV1():
            # what is left of it by the clock of the day: heard again years later, it opens nothing
            await conn.execute(
                """
                insert into glass (incident_id, who, until) values ($1, $2, clock_timestamp() + $3)
                on conflict (incident_id, who) do update set until = excluded.until
                """,
                fact.incident_id,
                fact.broken_by,
                fact.until - now,
            )
        case _:
            assert_never(fact)


async def _shut(conn: Conn, incident_id: UUID) -> None:
    """Who opened it in an earlier restriction has not opened it in the next."""
    await conn.execute("delete from glass where incident_id = $1", incident_id)
