"""Faust with the same SQL in an agent that takes batches; its offsets follow in the background."""

import asyncio
from typing import Any

import asyncpg
import faust

from bench.task import INBOX, OUTBOX, SENT_BEFORE, STATE, Effect, Follow, Task, effect_of

BATCH_WAIT_S = 0.05
NAME = "bench"


async def apply(conn: asyncpg.Connection, task: Task, effects: list[Effect]) -> list[Any]:
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


def build(task: Task) -> Any:
    """The application."""
    app = faust.App(
        NAME,
        broker=f"kafka://{task.bootstrap}",
        store="memory://",
        topic_disable_leader=True,
        topic_allow_declare=False,
        producer_acks=-1,
        producer_linger=0,
        producer_max_batch_size=256 * 1024,
        stream_wait_empty=False,
        broker_commit_interval=0.2,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=task.instance,
        web_enabled=False,
    )
    source = app.topic(task.source, value_serializer="raw", key_serializer="raw")
    topics = {f.topic: app.topic(f.topic, value_serializer="raw") for f in task.follows}
    by_topic: dict[str, Follow] = {follow.topic: follow for follow in task.follows}

    @app.agent(source)  # type: ignore[untyped-decorator]
    async def work(stream: Any) -> None:
        conn = await asyncpg.connect(task.dsn)
        async for batch in stream.take_events(task.batch_max, within=BATCH_WAIT_S):
            effects = [effect_of(one.value, dict(one.headers)) for one in batch]
            sent = [
                await topics[topic].send(
                    key=str(key).encode(),
                    value=data,
                    headers=by_topic[topic].headers_for(cause, key),
                )
                for cause, topic, key, data in await apply(conn, task, effects)
            ]
            await asyncio.gather(*sent)

    return app


if __name__ == "__main__":
    faust.Worker(build(Task.given()), loglevel="error").execute_from_commandline()
