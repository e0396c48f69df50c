"""A form that was saved for later, sealed like everything that is typed about a case."""

import json
from typing import Any
from uuid import UUID

from chassis.conn import Conn
from chassis.seal import KeyRing


async def save(
    conn: Conn, keys: KeyRing, actor_id: str, incident: UUID, page: str, values: dict[str, Any]
) -> None:
    """Keep what stands in a form; it replaces what was kept before."""
    await conn.execute(
        """
        insert into draft (actor, incident_id, page, content) values ($1, $2, $3, $4)
        on conflict (actor, incident_id, page) do update
        set content = excluded.content, saved_at = clock_timestamp()
        """,
        actor_id,
        incident,
        page,
        await keys.seal(conn, incident, json.dumps(values)),
    )


async def load(
    conn: Conn, keys: KeyRing, actor_id: str, incident: UUID, page: str
) -> dict[str, Any] | None:
    """What was kept; None when there is nothing, or its key is erased."""
    sealed = await conn.fetchval(
        "select content from draft where actor = $1 and incident_id = $2 and page = $3",
        actor_id,
        incident,
        page,
    )
    text = await keys.open(conn, incident, sealed)
    return dict(json.loads(text)) if text else None


async def drop(conn: Conn, actor_id: str, incident: UUID, page: str) -> None:
    """The form was sent."""
    await conn.execute(
        "delete from draft where actor = $1 and incident_id = $2 and page = $3",
        actor_id,
        incident,
        page,
    )
