"""Due work, found by a query at its own pace, by one process at a time."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import structlog
from asyncpg import InterfaceError
from asyncpg.pool import PoolConnectionProxy

from chassis.db import Database

log = structlog.get_logger()
T = TypeVar("T")


@dataclass(frozen=True)
class Every:
    """``work`` does what is due and says how much; a tick re-validates what it found.

    ``full``: after a round that did so many there is likely more, and the next one comes soon.
    """

    name: str
    seconds: float
    work: Callable[[], Awaitable[int]]
    full: int = 1


async def each(found: Iterable[T], work: Callable[[T], Awaitable[int]]) -> int:
    """Work on one after the other; how much was done. One that fails is logged and holds up none after it."""
    done = 0
    for one in found:
        try:
            done += await work(one)
        except Exception:
            log.exception("one of a round failed")
    return done


class Timekeeper:
    """Keeps the time of all timers, whose locks stand on one connection, however many are held.

    Were each to hold one while its work waits for another, as many timers as the pool is large would wait
    for ever.
    """

    def __init__(self, db: Database) -> None:
        """Nothing is asked yet."""
        self._db = db
        self._conn: PoolConnectionProxy | None = None
        self._asking = asyncio.Lock()

    async def keep(self, timer: Every) -> None:
        """Run the timer for ever; a failed round is logged and the next one comes.

        With much to do it rests as long as it has worked: whoever waits for an answer comes first.
        """
        while True:
            began = time.monotonic()
            try:
                done = await self.one_round(timer)
            except Exception:
                log.exception("timer failed", timer=timer.name)
                done = 0
            worked = time.monotonic() - began
            await asyncio.sleep(min(worked, timer.seconds) if done >= timer.full else timer.seconds)

    async def one_round(self, timer: Every) -> int:
        """Do what is due now, unless another process is at it; how much was done."""
        lock = crc32(timer.name.encode())
        if not await self._ask("select pg_try_advisory_lock($1)", lock):
            return 0
        try:
            return await timer.work()
        finally:
            await self._ask("select pg_advisory_unlock($1)", lock)

    async def close(self) -> None:
        """Give the connection back; whatever was locked is free."""
        conn, self._conn = self._conn, None
        if conn is not None:
            with suppress(InterfaceError):  # the pool has taken it back already
                await self._db.pool.release(conn)

    async def _ask(self, statement: str, lock: int) -> bool:
        async with self._asking:
            if self._conn is None or not _usable(self._conn):
                await self.close()
                self._conn = await self._db.pool.acquire()
            return bool(await self._conn.fetchval(statement, lock))


def _usable(conn: PoolConnectionProxy) -> bool:
    try:
        return not conn.is_closed()
    except InterfaceError:  # the pool was closed under it
        return False
