"""Published reports whose year has passed: found by a query, each decided on by its own rules."""

from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.clock import Clock, london_date
from chassis.conn import Conn
from chassis.db import Database
from chassis.tx import Cause
from services.review.handlers import lcspr as lcspr_handlers
from services.review.lcspr.ending_moves import EndAvailability

AT_ONCE_MAX = 100


class Availability:
    """Tells of each report that it need no longer be kept available."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing is asked yet."""
        self._db, self._clock = db, clock

    async def round(self) -> int:
        """Tell of those that are due; how many."""
        async with self._db.read() as conn:
            due = await _available_until(conn, london_date(self._clock.now()).isoformat())
        if not due:
            return 0
        async with self._db.begin(due) as tx:  # keys first, as every batch of commands takes them
            passed = [(id_, Cause(uuid7(), "timer", str(id_), "system:review")) for id_ in due]
            await lcspr_handlers.pass_time(tx, passed, EndAvailability(tx.today))
            return len(due)


async def _available_until(conn: Conn, day: str) -> list[UUID]:
    rows = await conn.fetch(
        """
        select id from lcspr
        where state->>'status' in ('published', 'improvements_only_published')
            and state->>'available_until' <= $1
        order by id limit $2
        """,
        day,
        AT_ONCE_MAX,
    )
    return [row["id"] for row in rows]
