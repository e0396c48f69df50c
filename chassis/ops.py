"""What an operator asks of a running service is written in its database; the service does it."""

from uuid import UUID

from chassis.conn import Conn
from chassis.consume import Consumer
from chassis.db import Database


async def request(conn: Conn, place: UUID, wish: str, by: str) -> bool:
    """Ask for a held message to be ``replay``-ed or ``discard``-ed; False when it is not held."""
    return bool(
        await conn.fetchval(
            """
            update parked set wish = $2, closed_by = $3
            where id = $1 and status in ('parked', 'gap') returning true
            """,
            place,
            wish,
            by,
        )
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
    for row in wishes:
        if consumer := consumers.get(row["topic"]):
            await db.pool.execute("update parked set wish = null where id = $1", row["id"])
            await consumer.release(row["id"], replay=row["wish"] == "replay", by=row["closed_by"])
    return len(wishes)
