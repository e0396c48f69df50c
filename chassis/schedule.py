"""Due work, found by a query at its own pace or as the database tells of it, by one process at a time."""

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


NextS = Callable[[], Awaitable[float | None]]


async def nothing_waits() -> None:
    """Of work that is never due later."""


@dataclass(frozen=True)
class Due:
    """How a timer that found nothing knows when there is work again.

    ``channel``: what a transaction that makes work notifies as it commits; ``next_s``: in how many seconds what
    is there already falls due, if any; ``look_s_max``: it looks then all the same, for a word may be lost.
    """

    channel: str
    look_s_max: float
    next_s: NextS = nothing_waits


@dataclass(frozen=True)
class Every:
    """``work`` does what is due and says how much; a tick re-validates what it found.

    ``full``: after a round that did so many there is likely more, and the next one comes soon. ``due``: it need
    not look at each ``seconds``.
    """

    name: str
    seconds: float
    work: Callable[[], Awaitable[int]]
    full: int = 1
    due: Due | None = None


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

    def __init__(self, db: Database, timers: Iterable[Every] = ()) -> None:
        """Nothing is asked yet; what the database tells of work is heard for ``timers``."""
        self._db = db
        self._conn: PoolConnectionProxy | None = None
        self._asking = asyncio.Lock()
        self._told = {timer.due.channel: asyncio.Event() for timer in timers if timer.due}

    async def keep(self, timer: Every) -> None:
        """Run the timer for ever; a failed round is logged and the next one comes.

        With much to do it rests as long as it has worked: whoever waits for an answer comes first.
        """
        told = self._told[timer.due.channel] if timer.due else None
        while True:
            began, rest_s = time.monotonic(), timer.seconds
            if told:
                told.clear()  # what is told from here on may have come too late for this round
            try:
                done = await self.one_round(timer)
                if timer.due and not done:
                    rest_s = await _until_due(timer, timer.due)
            except Exception:
                log.exception("timer failed", timer=timer.name)
                done = 0
            if done >= timer.full:
                await asyncio.sleep(min(time.monotonic() - began, timer.seconds))
            else:
                await _rest(rest_s, told)

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
                for channel in self._told:
                    await conn.remove_listener(channel, self._hear)
                await self._db.pool.release(conn)

    def _hear(self, _conn: object, _pid: int, channel: str, _said: object) -> None:
        self._told[channel].set()

    async def _ask(self, statement: str, lock: int) -> bool:
        async with self._asking:
            if self._conn is None or not _usable(self._conn):
                await self.close()
                self._conn = await self._db.pool.acquire()
                for channel, told in self._told.items():
                    await self._conn.add_listener(channel, self._hear)
                    told.set()  # nobody listened until now
            return bool(await self._conn.fetchval(statement, lock))


async def _until_due(timer: Every, due: Due) -> float:
    """How long there is nothing to do, unless the database tells of more."""
    next_s = await due.next_s()
    return due.look_s_max if next_s is None else min(max(next_s, timer.seconds), due.look_s_max)


async def _rest(seconds: float, told: asyncio.Event | None) -> None:
    if told is None:
        return await asyncio.sleep(seconds)
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await told.wait()
    return None


def _usable(conn: PoolConnectionProxy) -> bool:
    try:
        return not conn.is_closed()
    except InterfaceError:  # the pool was closed under it
        return False
