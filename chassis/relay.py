"""What waits of the journal to Kafka, by position, by one awake relay a service."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import asyncpg
import structlog

from chassis.cloudevents import write_headers
from chassis.conn import Conn
from chassis.crash import CrashPoints
from chassis.db import prepare
from chassis.produce import Numbered, Outgoing, Producer
from chassis.settings import ServiceSettings
from contracts.catalogue import by_type

log = structlog.get_logger()

LEADER_LOCK = 0x6A6F7572  # "jour"
IDLE_S_MAX = 1.0
BACK_OFF_S = 1.0

MoreSources = Callable[[Conn], Awaitable[tuple[list[Outgoing], Callable[[], Awaitable[None]]]]]
"""Messages that are published from another table than the journal, and how to mark them sent."""


class Relay:
    """Publishes the rows that wait in order; stops at the first failure with a new producer."""

    def __init__(
        self,
        settings: ServiceSettings,
        crash: CrashPoints,
        first: MoreSources | None = None,
    ) -> None:
        """``first`` is asked before the journal at each round (the key table)."""
        self._settings, self._crash, self._first = settings, crash, first
        self._producer = Producer(settings)
        self._conn: asyncpg.Connection | None = None
        self._wake = asyncio.Event()
        self._leads = False
        self.sent = 0

    async def run(self) -> None:
        """Relay for ever; a failure is logged, backed off, and tried with new connections."""
        while True:
            try:
                await self.drain()
                await self._rest()
            except asyncio.CancelledError:
                await self.close()
                raise
            except Exception:
                log.warning("relay starts again", exc_info=True)
                await self.close()
                await asyncio.sleep(BACK_OFF_S)

    async def drain(self) -> int:
        """Publish all that waits; how many rows went.

        While one batch goes out, the one before it is struck off and the one after it is read.
        """
        conn = await self._lead()
        before = self.sent
        struck: list[int] = []
        rows = await self._strike_and_read(conn, [], [])
        while await self._publish_first(conn) or rows or struck:
            if rows:
                self._crash.reach("before_produce")
            async with asyncio.TaskGroup() as both:
                reading = both.create_task(self._strike_and_read(conn, struck, rows))
                sending = both.create_task(self._producer.send(map(_numbered, rows)))
            struck, failure = sending.result()
            if rows:
                self._crash.reach("after_produce")
            if failure:
                await self._strike_and_read(conn, struck, [])
                raise failure
            rows = reading.result()
        return self.sent - before

    async def _publish_first(self, conn: asyncpg.Connection) -> int:
        if self._first is None:
            return 0
        outgoing, mark = await self._first(conn)
        if outgoing:
            _, failure = await self._producer.send(enumerate(outgoing))
            if failure:
                raise failure
            await mark()
        return len(outgoing)

    async def _strike_and_read(
        self, conn: asyncpg.Connection, sent: Sequence[int], sending: Sequence[asyncpg.Record]
    ) -> Sequence[asyncpg.Record]:
        """Strike off what was acknowledged and read what is next: neither that nor what is on its way.

        It goes by what waits, never from a last position on: a lower one may commit later.
        """
        self._wake.clear()
        rows: list[asyncpg.Record] = await conn.fetch(
            """
            with gone as (delete from journal_waiting where position = any($1)),
            next as (
                select position from journal_waiting
                where not position <@ (
                    select coalesce(range_agg(int8range(out, out, '[]')), '{}')
                    from unnest($1::bigint[] || $3::bigint[]) as out
                )
                order by position
                limit $4
            )
            select position, id, kind, type, topic, key, object, sequence, causation, correlation,
                traceparent, actor, roles, time, data, $2::text as service
            from next join journal using (position)
            order by position
            """,
            sent,
            self._settings.service,
            [row["position"] for row in sending],
            self._settings.relay_batch_size_max,
        )
        if sent:
            self._crash.reach("after_strike")
            self.sent += len(sent)
        return rows

    async def _lead(self) -> asyncpg.Connection:
        """Hold the leader's lock on a connection of its own, as long as that lives; wait for it as a standby.

        What a crash of the server puts back on the list is sent twice, so nothing waits for the disk here.
        """
        if self._conn is None:
            self._conn = await asyncpg.connect(
                self._settings.database_dsn.get_secret_value(),
                timeout=10,
                command_timeout=30,
                server_settings={
                    "application_name": f"{self._settings.service}-relay",
                    "synchronous_commit": "off",
                },
            )
            await prepare(self._conn)
            await self._conn.add_listener("journal", lambda *_: self._wake.set())
        while not self._leads:
            self._leads = await self._conn.fetchval("select pg_try_advisory_lock($1)", LEADER_LOCK)
            if not self._leads:
                await asyncio.sleep(IDLE_S_MAX)
        return self._conn

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_S_MAX):
                await self._wake.wait()

    async def close(self) -> None:
        """Drop both connections, each within a bound."""
        conn, self._conn, self._leads = self._conn, None, False
        try:
            await self._producer.close()
        finally:
            if conn:
                conn.terminate()


def _numbered(row: asyncpg.Record) -> Numbered:
    headers = write_headers(by_type()[row["type"]], row)
    return row["position"], (row["topic"], str(row["key"]).encode(), row["data"], headers)
