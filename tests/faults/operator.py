"""What an operator does to a service's database while a fault is on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from tests.faults.world import World

T = TypeVar("T")


def in_transaction(
    world: World, service: str, work: Callable[[asyncpg.Connection], Awaitable[T]]
) -> T:
    """Do ``work`` as the service's own role."""

    async def act() -> T:
        conn = await asyncpg.connect(world.direct.dsn(service))
        try:
            async with conn.transaction():
                return await work(conn)
        finally:
            await conn.close()

    return asyncio.run(act())
