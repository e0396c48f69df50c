"""faststream-outbox as a relay, in its default shape."""

import asyncio
import sys

from faststream import FastStream
from faststream.kafka import KafkaBroker
from faststream_outbox import OutboxBroker, make_outbox_table
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.peers.faststream_single import engine_of, relayed
from bench.task import Task


async def fill(engine: AsyncEngine, metadata: MetaData, outbox: OutboxBroker, task: Task) -> None:
    """A backlog of the task's first kind of message."""
    follow = task.follows[0]
    async with engine.begin() as conn:
        await conn.run_sync(metadata.create_all)
        headers = dict(follow.headers)
        for number in range(task.items):
            mine = headers | {"ce_partitionkey": f"{number:036d}"}
            body = follow.sample.encode()
            await outbox.publish(body, queue=follow.topic, session=conn, headers=mine)


async def main(task: Task, word: str) -> None:
    """``fill`` or ``relay``."""
    engine, metadata = engine_of(task), MetaData()
    outbox = OutboxBroker(
        engine, outbox_table=make_outbox_table(metadata, table_name="relayed"), logger=None
    )
    kafka = KafkaBroker(task.bootstrap, acks="all", enable_idempotence=True, logger=None)
    relayed(outbox, kafka, [task.follows[0].topic])
    if word == "fill":
        return await fill(engine, metadata, outbox, task)
    await FastStream(outbox, on_startup=[kafka.start], on_shutdown=[kafka.stop]).run()
    return None


if __name__ == "__main__":
    asyncio.run(main(Task.given(), sys.argv[1]))
