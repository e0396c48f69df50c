"""The advice that a partnership was given about a case, in codes: for the letter that quotes it."""

from typing import Any
from uuid import UUID

from chassis.conn import Conn


async def given(conn: Conn, incident_id: UUID) -> list[dict[str, Any]]:
    """The facts, the oldest first."""
    rows = await conn.fetch(
        """
        select fact from timeline
        where incident_id = $1 and type = 'uk.cspr.review.advice-given.v1' order by sequence
        """,
        incident_id,
    )
    return [row["fact"] for row in rows]
