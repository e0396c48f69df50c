"""The journal to Kafka, by position, by one awake relay a service."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import asyncpg
import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.cloudevents import write_headers
from chassis.conn import Conn
from chassis.crash import CrashPoints
from chassis.db import prepare
from chassis.kafka import producer_options
from chassis.settings import ServiceSettings
from contracts.catalogue import by_type

log = structlog.get_logger()

LEADER_LOCK = 0x6A6F7572  # "jour"
IDLE_S_MAX = 1.0
SEND_S_MAX = 15.0
BACK_OFF_S = 1.0

Outgoing = tuple[str, bytes, bytes | None, list[tuple[str, bytes]]]
"""Topic, key, value and headers. Kafka's own timestamp is the wall's, by which it keeps and deletes, and
brokers refuse one that lies ahead; when a thing happened is said by ``ce_time``."""

MoreSources = Callable[[Conn], Awaitable[tuple[list[Outgoing], Callable[[], Awaitable[None]]]]]
"""Messages that are published from another table than the journal, and how to mark them sent."""

Sent = tuple[list[int], BaseException | None]
"""Positions that were acknowledged, and the first failure."""


class Relay:
    """Publishes unpublished rows in order; stops at the first failure with a new producer."""

    def __init__(
        self,
        settings: ServiceSettings,
        crash: CrashPoints,
        first: MoreSources | None = None,
    ) -> None:
        """``first`` is asked before the journal at each round (the key table)."""
        self._settings, self._crash, self._first = settings, crash, first
        self._producer: AIOKafkaProducer | None = None
        self._conn: asyncpg.Connection | None = None
        self._wake = asyncio.Event()
        self.sent = 0

    async def run(self) -> None:
        """Relay for ever; a failure is logged, backed off, and tried with new connections."""
        while True:
            try:
                await self._lead()
                while await self.drain_once():
                    pass
                await self._rest()
            except asyncio.CancelledError:
                await self.close()
                raise
            except Exception:
                log.warning("relay starts again", exc_info=True)
                await self.close()
                await asyncio.sleep(BACK_OFF_S)

    async def drain(self) -> int:
        """Publish all that is unpublished; how many rows went. For tests and for the command line."""
        await self._lead()
        total = 0
        while sent := await self.drain_once():
            total += sent
        return total

    async def drain_once(self) -> int:
        """Publish one batch and flag it; the number of rows flagged."""
        assert self._conn, "drain_once before the relay leads"
        if self._first:
            outgoing, mark = await self._first(self._conn)
            if outgoing:
                await self._send_all(outgoing)
                await mark()
        rows = await self._unpublished(self._conn)
        if not rows:
            return 0
        self._crash.reach("before_produce")
        sent, failure = await self._send_rows(rows)
        self._crash.reach("after_produce")
        await self._conn.execute(
            "update journal set published_at = clock_timestamp() where position = any($1)", sent
        )
        self._crash.reach("after_flag")
        self.sent += len(sent)
        if failure:
            raise failure
        return len(sent)

    async def _unpublished(self, conn: asyncpg.Connection) -> Sequence[asyncpg.Record]:
        rows: list[asyncpg.Record] = await conn.fetch(
            """
            select position, id, kind, type, topic, key, object, sequence, causation, correlation,
                traceparent, actor, roles, time, data, $2::text as service
            from journal
            where published_at is null
            order by position
            limit $1
            """,
            self._settings.relay_batch_size_max,
            self._settings.service,
        )
        return rows

    async def _send_rows(self, rows: Sequence[asyncpg.Record]) -> Sent:
        """Send each partition's rows in order; positions that were acknowledged, and the first failure."""
        topics: dict[str, list[tuple[int, Outgoing]]] = {}
        producer = await self._started()
        for row in rows:
            out = self._outgoing(dict(row))
            topics.setdefault(out[0], []).append((row["position"], out))
        return _together(
            await asyncio.gather(
                *(self._send_topic(producer, topic, items) for topic, items in topics.items())
            )
        )

    async def _send_topic(
        self, producer: AIOKafkaProducer, topic: str, items: Sequence[tuple[int, Outgoing]]
    ) -> Sent:
        """One topic's rows; one that is missing or forbidden stops no other."""
        lanes: dict[int, list[tuple[int, Outgoing]]] = {}
        try:
            partitions = await self._partitions(producer, topic)
            for item in items:
                partition = producer._partitioner(item[1][1], partitions, partitions)  # noqa: SLF001 - as send() does
                lanes.setdefault(partition, []).append(item)
        except (KafkaError, TimeoutError, OSError) as failure:
            return [], failure
        return _together(
            await asyncio.gather(
                *(self._send_lane(producer, topic, *lane) for lane in lanes.items())
            )
        )

    def _outgoing(self, row: Mapping[str, Any]) -> Outgoing:
        headers = write_headers(by_type()[row["type"]], row)
        topic = row["topic"] + self._settings.topic_suffix
        return topic, str(row["key"]).encode(), row["data"], headers

    async def _send_lane(
        self,
        producer: AIOKafkaProducer,
        topic: str,
        partition: int,
        items: Sequence[tuple[int, Outgoing]],
    ) -> Sent:
        sent: list[int] = []
        at = 0
        try:
            while at < len(items):
                batch = producer.create_batch()
                end = at
                while end < len(items) and _append(batch, items[end][1]):
                    end += 1
                assert end > at, "a journal row is larger than a batch"
                async with asyncio.timeout(SEND_S_MAX):
                    await (await producer.send_batch(batch, topic, partition=partition))
                sent += [position for position, _ in items[at:end]]
                at = end
        except (KafkaError, TimeoutError, OSError) as failure:
            return sent, failure
        return sent, None

    async def _send_all(self, outgoing: Sequence[Outgoing]) -> None:
        producer = await self._started()
        for topic, key, value, headers in outgoing:
            async with asyncio.timeout(SEND_S_MAX):
                await producer.send_and_wait(
                    topic + self._settings.topic_suffix,
                    value,
                    key,
                    headers=headers,
                )

    @staticmethod
    async def _partitions(producer: AIOKafkaProducer, topic: str) -> list[int]:
        partitions = sorted(producer.client.cluster.partitions_for_topic(topic) or ())
        if not partitions:
            async with asyncio.timeout(SEND_S_MAX):
                partitions = sorted(await producer.partitions_for(topic))
        return partitions

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(**producer_options(self._settings))
            async with asyncio.timeout(SEND_S_MAX):
                await producer.start()
            self._producer = producer
        return self._producer

    async def _lead(self) -> None:
        """Hold the leader's lock on a connection of its own; wait for it as a standby."""
        if self._conn is None:
            self._conn = await asyncpg.connect(
                self._settings.database_dsn.get_secret_value(),
                timeout=10,
                command_timeout=30,
                server_settings={"application_name": f"{self._settings.service}-relay"},
            )
            await prepare(self._conn)
            await self._conn.add_listener("journal", lambda *_: self._wake.set())
        while not await self._leads(self._conn):  # noqa: ASYNC110 - the other process holds the lock
            await asyncio.sleep(IDLE_S_MAX)

    @staticmethod
    async def _leads(conn: asyncpg.Connection) -> bool:
        return bool(await conn.fetchval("select pg_try_advisory_lock($1)", LEADER_LOCK))

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_S_MAX):
                await self._wake.wait()
        self._wake.clear()

    async def close(self) -> None:
        """Drop both connections, each within a bound: a batch unsent would hang for ever."""
        producer, self._producer = self._producer, None
        conn, self._conn = self._conn, None
        if producer:
            with suppress(TimeoutError, KafkaError):
                async with asyncio.timeout(3):
                    await producer.stop()
        if conn:
            conn.terminate()


def _together(results: Sequence[Sent]) -> Sent:
    sent = [position for positions, _ in results for position in positions]
    return sent, next((failure for _, failure in results if failure), None)


def _append(batch: Any, out: Outgoing) -> bool:
    _, key, value, headers = out
    return batch.append(key=key, value=value, timestamp=None, headers=headers) is not None
