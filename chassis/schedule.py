"""Due work, found by a query at its own pace, by one process at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zlib import crc32

import structlog

from chassis.db import Database

log = structlog.get_logger()


@dataclass(frozen=True)
class Every:
    """``work`` does what is due and says how much; a tick re-validates what it found."""

    name: str
    seconds: float
    work: Callable[[], Awaitable[int]]


async def keep_time(timer: Every, db: Database) -> None:
    """Run the timer for ever; a failed round is logged and the next one comes."""
    while True:
        try:
            done = await one_round(timer, db)
        except Exception:
            log.exception("timer failed", timer=timer.name)
            done = 0
        if not done:
            await asyncio.sleep(timer.seconds)


async def one_round(timer: Every, db: Database) -> int:
    """Do what is due now, unless another process is at it; how much was done."""
    lock = crc32(timer.name.encode())
    async with db.pool.acquire() as conn:
        if not await conn.fetchval("select pg_try_advisory_lock($1)", lock):
            return 0
        try:
            return await timer.work()
        finally:
            await conn.execute("select pg_advisory_unlock($1)", lock)
