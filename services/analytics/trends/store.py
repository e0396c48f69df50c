"""What is written of trends."""

from datetime import datetime
from uuid import UUID

from chassis.conn import Conn
from contracts.analytics import ThemeRecurrenceDetectedV1


async def insert_detected(conn: Conn, fact: ThemeRecurrenceDetectedV1, at: datetime) -> None:
    """A trend as it was announced."""
    await conn.execute(
        """
        insert into trend (id, theme, status, figures, detected_at)
        values ($1, $2, 'detected', $3, $4)
        """,
        fact.trend_id,
        fact.theme.value,
        fact.model_dump(mode="json"),
        at,
    )


async def mark_released(
    conn: Conn, trend_id: UUID, by: str, at: datetime, reason: str | None
) -> None:
    """Released, by whom and why; the reason stays here, for it is free text and the topic is open."""
    await conn.execute(
        """
        update trend set status = 'released', released_by = $2, released_at = $3, reason = $4
        where id = $1
        """,
        trend_id,
        by,
        at,
        reason,
    )
