"""Hints of long ago: the SQL."""

from datetime import datetime

from chassis.conn import Conn


async def give_up(conn: Conn, before: datetime, why: str) -> int:
    """Set aside what waits since before: to who has ended or rehearses nothing is sent, however long; how many."""
    rows = await conn.fetch(
        """
        with old as (
            update webhook_delivery set state = 'given_up', last_failure = $2
            where state = 'waiting' and made_at < $1 returning sender
        ), told as (
            update webhook set last_failure = $2 where sender in (select sender from old)
        )
        select sender from old
        """,
        *(before, why),
    )
    return len(rows)


async def forget(conn: Conn, before: datetime) -> int:
    """Delete what was taken before; what was given up stays: an operator may still send it; how many."""
    gone = await conn.fetch(
        """
        delete from webhook_delivery where state = 'delivered' and made_at < $1
        returning id
        """,
        before,
    )
    return len(gone)
