"""The limit: a loop by hand on aiokafka and asyncpg, and no more.

A poll is one transaction {inbox, state, outbox}; then its follow-ups are produced, then the offsets are
committed. What had been committed before a kill and comes again is produced again from the outbox.
"""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.material import Made
from bench.task import INBOX, OUTBOX, SENT_BEFORE, STATE, Effect, Follow, Task, effect_of
from bench.topics import producer_of, send_all

Row = tuple[UUID, str, UUID, bytes]


async def apply(conn: asyncpg.Connection, task: Task, effects: Sequence[Effect]) -> list[Row]:
    """Write what is new, in one transaction; the outbox rows of all effects come back."""
    async with conn.transaction():
        fresh = {row["id"] for row in await conn.fetch(INBOX, [one.cause for one in effects])}
        new = [one for one in effects if one.cause in fresh]
        rows = [(e.cause, f.topic, e.key, f.value(e.fact)) for e in new for f in task.follows]
        if new:
            columns = [e.key for e in new], [e.sequence for e in new], [e.state() for e in new]
            await conn.execute(STATE, *columns)
            await conn.execute(OUTBOX, *(list(column) for column in zip(*rows, strict=True)))
        again = [one.cause for one in effects if one.cause not in fresh]
        before = await conn.fetch(SENT_BEFORE, again) if again else []
    return [tuple(row) for row in before] + rows


def records_of(task: Task, rows: Sequence[Row]) -> list[Made]:
    """The records that go out for outbox rows."""
    by_topic: dict[str, Follow] = {follow.topic: follow for follow in task.follows}
    return [
        Made(topic, str(key).encode(), data, by_topic[topic].headers_for(cause, key))
        for cause, topic, key, data in rows
    ]


async def one_poll(
    consumer: AIOKafkaConsumer, producer: AIOKafkaProducer, conn: asyncpg.Connection, task: Task
) -> None:
    """One poll, whole."""
    polled = await consumer.getmany(timeout_ms=1000, max_records=task.batch_max)
    records = [record for lane in polled.values() for record in lane]
    if not records:
        return
    effects = [effect_of(record.value, dict(record.headers)) for record in records]
    await send_all(producer, records_of(task, await apply(conn, task, effects)))
    await consumer.commit()


async def main(task: Task) -> None:
    """Consume until the process is ended."""
    conn = await asyncpg.connect(task.dsn)
    consumer = AIOKafkaConsumer(
        task.source,
        bootstrap_servers=task.bootstrap,
        group_id=task.group,
        group_instance_id=task.instance,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    async with consumer, producer_of(task.bootstrap) as producer:
        while True:
            await one_poll(consumer, producer, conn, task)


if __name__ == "__main__":
    uvloop.run(main(Task.given()))
