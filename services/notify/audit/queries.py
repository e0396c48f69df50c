"""Who looked at what, when and why: the rows of the access log, which nobody can change."""

from dataclasses import dataclass
from datetime import datetime

from chassis.conn import Conn


@dataclass(frozen=True)
class Read:
    """One look, search, export or decision."""

    position: int
    business_at: datetime
    actor: str
    roles: list[str]
    action: str
    object: str
    purpose: str | None
    allowed: bool


async def reads(
    conn: Conn, reference: str | None, actors: list[str] | None, before: int | None, limit: int
) -> list[Read]:
    """The looks at one thing, or of one person by any of their ids, the latest first."""
    rows = await conn.fetch(
        """
        select position, business_at, actor, roles, action, object, purpose, allowed
        from access_log
        where ($1::text is null or object = $1)
            and ($2::text[] is null or actor = any($2))
            and ($3::bigint is null or position < $3)
        order by position desc limit $4
        """,
        reference,
        actors,
        before,
        limit,
    )
    return [Read(**row) for row in rows]
