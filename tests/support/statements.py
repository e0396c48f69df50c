"""What a service asks of its database: how many statements, and how they would be carried out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from chassis.db import Database

CLEANING = "SELECT pg_advisory_unlock_all()"
"""What the pool asks of a connection that comes back to it, ours too."""

Statement = tuple[str, tuple[Any, ...]]


@asynccontextmanager
async def counted(db: Database) -> AsyncIterator[list[str]]:
    """The statements that run inside, as long as one connection at a time is used."""
    asked: list[str] = []

    def note(record: Any) -> None:
        if not record.query.startswith(CLEANING):
            asked.append(record.query)

    async with db.pool.acquire() as conn:
        conn.add_query_logger(note)
    yield asked
    async with db.pool.acquire() as conn:
        conn.remove_query_logger(note)


class Listening:
    """Stands for a connection, and keeps what it was asked."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.asked: list[Statement] = []

    async def fetch(self, statement: str, *given: Any) -> list[Any]:
        """No rows."""
        self.asked.append((statement, given))
        return []

    async def fetchrow(self, statement: str, *given: Any) -> Any:
        """A row of whatever is asked for."""
        self.asked.append((statement, given))
        return {"facts": 0, "read_until": None, "held": 0}


async def whole_tables_read(db: Database, statement: str, given: tuple[Any, ...]) -> set[str]:
    """The tables that a statement would read from their first row to their last."""
    async with db.read() as conn:
        rows = await conn.fetch(f"explain (format text) {statement}", *given)
    plan = [row[0] for row in rows]
    return {line.partition("Seq Scan on ")[2].split()[0] for line in plan if "Seq Scan on " in line}
