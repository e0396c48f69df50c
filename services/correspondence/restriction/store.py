"""Restricted cases: SQL."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.conn import Conn
from chassis.states import States
from services.correspondence.restriction.domain import Restriction

RESTRICTIONS = States("restriction", Restriction, lambda one: one.id)


async def keep(conn: Conn, incident_id: UUID, open_to: Sequence[str] | None) -> None:
    """The case is open to these alone; None: to all whose reach it lies in."""
    await conn.execute(
        "update case_view set open_to = $2 where incident_id = $1",
        incident_id,
        None if open_to is None else list(open_to),
    )


async def open_by_glass(conn: Conn, incident_id: UUID, who: str, at: datetime) -> bool:
    """Whether a person has opened this restricted case, and it is still open to them."""
    found = (await RESTRICTIONS.read(conn, [incident_id])).get(incident_id)
    return found is not None and found.glass_of(who, at) is not None


async def unreviewed(conn: Conn, who: Sequence[str] | None) -> list[Restriction]:
    """Those that somebody opened and nobody looked at yet, of cases open to ``who``; None: all."""
    rows = await conn.fetch(
        """
        select r.id from restriction r join case_view c on c.incident_id = r.id
        where r.state @? '$.glasses[*] ? (@.reviewed_on == null)'
            and is_open_to(c.open_to, $1)
        order by c.reference
        """,
        None if who is None else list(who),
    )
    found = await RESTRICTIONS.read(conn, [row["id"] for row in rows])
    return [found[row["id"]] for row in rows]


async def standing(conn: Conn, who: Sequence[str]) -> list[Restriction]:
    """The restrictions in force of the cases that are open to ``who``, the next to review first."""
    rows = await conn.fetch(
        """
        select r.id from restriction r join case_view c on c.incident_id = r.id
        where c.open_to && $1 order by r.state->'now'->>'review_on', c.reference
        """,
        list(who),
    )
    found = await RESTRICTIONS.read(conn, [row["id"] for row in rows])
    return [found[row["id"]] for row in rows]
