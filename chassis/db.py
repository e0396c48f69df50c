"""The pool, every option said, and the two ways to use it: ``begin`` and ``read``."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
from pydantic_core import from_json, to_json

from chassis.clock import Clock
from chassis.conn import Conn
from chassis.crash import CrashPoints
from chassis.journal import lock_heads
from chassis.tx import Tx


async def prepare(conn: asyncpg.Connection) -> None:
    """Read and write jsonb as Python values."""
    await conn.set_type_codec(
        "jsonb",
        encoder=lambda value: to_json(value).decode(),
        decoder=from_json,
        schema="pg_catalog",
        format="text",
    )


class Database:
    """One service's database: opened in the lifespan, closed with it."""

    def __init__(
        self, dsn: str, clock: Clock, *, name: str, size: int, crash: CrashPoints | None = None
    ) -> None:
        """Keep what ``open`` needs; nothing connects yet."""
        self._dsn, self._clock, self._name, self._size = dsn, clock, name, size
        self._crash = crash or CrashPoints()
        self._pool: asyncpg.Pool | None = None

    async def open(self) -> None:
        """Make the pool; raises when the server can not be reached."""
        self._pool = await asyncpg.create_pool(
            self._dsn,
            min_size=1,
            max_size=self._size,
            init=prepare,
            timeout=10,
            command_timeout=60,
            max_inactive_connection_lifetime=300,
            statement_cache_size=500,
            server_settings={
                "application_name": self._name,
                "statement_timeout": "30s",
                "lock_timeout": "15s",
                "idle_in_transaction_session_timeout": "30s",
                "timezone": "UTC",
            },
        )

    async def close(self) -> None:
        """Close the pool; what still runs is ended after five seconds."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            try:
                await asyncio.wait_for(pool.close(), timeout=5)
            except TimeoutError:
                pool.terminate()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Database"]:
        """Open for a while, for what is no running service: a command, a lane of a replay."""
        await self.open()
        try:
            yield self
        finally:
            await self.close()

    @property
    def pool(self) -> asyncpg.Pool:
        """The open pool."""
        assert self._pool is not None, "the database is not open"
        return self._pool

    @asynccontextmanager
    async def begin(self, keys: Sequence[UUID] = ()) -> AsyncIterator[Tx]:
        """One transaction: the keys' counter rows are locked first, the journal is written last."""
        async with self.pool.acquire() as conn, conn.transaction():
            heads = await lock_heads(conn, list(dict.fromkeys(keys))) if keys else {}
            tx = Tx(conn, self._clock.now(), heads)
            yield tx
            await tx.flush()
            self._crash.reach("before_commit")
        self._crash.reach("after_commit")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Conn]:
        """A connection that can not write."""
        async with self.pool.acquire() as conn, conn.transaction(readonly=True):
            yield conn
