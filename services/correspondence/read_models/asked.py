"""Commands as the person who gave them sees them."""

from uuid import UUID

from chassis.ask import Asked, answer_to
from chassis.conn import Conn


async def own(conn: Conn, actor_id: str, command_id: UUID) -> Asked | None:
    """What became of a person's own command; None for anybody else's."""
    mine = await conn.fetchval(
        "select true from asked where command_id = $1 and actor = $2", command_id, actor_id
    )
    return await answer_to(conn, command_id) if mine else None
