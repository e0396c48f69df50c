"""What an operator asks of a running service is written in its database; the service does it."""

from uuid import UUID

from chassis import parking
from chassis.conn import Conn
from chassis.consume import Consumer
from chassis.db import Database


async def request(conn: Conn, place: UUID, wish: str, by: str) -> bool:
    """Ask for a held message to be ``replay``-ed or ``discard``-ed; False when it can not be.

    A command was answered, and an envelope that can not be read stays so: both are only discarded.
    Raises Refused when an earlier message of its key is held.
    """
    await parking.refuse_before_earlier(conn, place)
    done = await conn.fetchval(
        """
        update parked set wish = $2, closed_by = $3
        where id = $1 and status in ('parked', 'gap') and (sequence is not null or $2 = 'discard')
        returning true
        """,
        place,
        wish,
        by,
    )
    if done:
        await note(conn, by, wish, f"parked {place}")
    return bool(done)


async def republish(conn: Conn, first: int, last: int, by: str) -> int:
    """Let a range of the journal be published again; how many rows, consumers drop what they have."""
    done = await conn.fetchval(
        """
        with again as (
            insert into journal_waiting (position)
            select position from journal where position between $1 and $2
            on conflict do nothing
        )
        select count(*) from journal where position between $1 and $2
        """,
        first,
        last,
    )
    await note(conn, by, "republish", f"journal {first}-{last}")
    await conn.execute("select pg_notify('journal', '')")
    return int(done)


async def note(conn: Conn, by: str, action: str, about: str) -> None:
    """Write down what an operator did."""
    await conn.execute(
        """
        insert into access_log (business_at, actor, roles, action, object, purpose, allowed)
        values (clock_timestamp(), $1, '{operator}', $2, $3, 'operations', true)
        """,
        by,
        action,
        about,
    )


async def fulfil(db: Database, consumers: dict[str, Consumer]) -> int:
    """Do what operators asked for; how many wishes were done."""
    async with db.read() as conn:
        wishes = await conn.fetch(
            """
            select id, topic, wish, closed_by from parked
            where wish is not null and status in ('parked', 'gap') order by sequence limit 100
            """
        )
    due = [(row, consumers[row["topic"]]) for row in wishes if row["topic"] in consumers]
    for row, consumer in due:
        await consumer.release(row["id"], replay=row["wish"] == "replay", by=row["closed_by"])
        await db.pool.execute("update parked set wish = null where id = $1", row["id"])
    return len(due)
