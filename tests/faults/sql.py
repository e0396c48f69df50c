"""Statements that a fault runs past every service."""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg

from tests.faults.world import World


def as_superuser(world: World, statement: str, database: str = "postgres") -> list[Any]:
    """One statement in a database of this world."""
    return asyncio.run(_fetch(world.through.postgres.dsn("postgres", database), statement))


async def _fetch(dsn: str, statement: str) -> list[Any]:
    conn = await asyncpg.connect(dsn)
    try:
        rows: Sequence[asyncpg.Record] = await conn.fetch(statement)
        return list(rows)
    finally:
        await conn.close()
