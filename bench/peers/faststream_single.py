"""FastStream as its documentation shows it: one message a handler, an outbox by faststream-outbox."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from faststream import AckPolicy, FastStream, Header
from faststream.kafka import KafkaBroker, KafkaResponse
from faststream_outbox import OutboxBroker, make_outbox_table
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.task import Effect, Task
from contracts.notify import IncidentScopedInV1

CLAIM = text("insert into inbox (id) values (:id) on conflict do nothing returning id")
CHANGE = text(
    """
    insert into state (id, version, data) values (:id, :version, cast(:data as jsonb))
    on conflict (id) do update set version = excluded.version, data = excluded.data
    where state.version < excluded.version
    """
)


def engine_of(task: Task) -> AsyncEngine:
    """SQLAlchemy on asyncpg, as faststream-outbox asks for."""
    return create_async_engine(task.dsn.replace("postgresql://", "postgresql+asyncpg://"))


def relayed(outbox: OutboxBroker, kafka: KafkaBroker, topics: list[str]) -> None:
    """A relay a topic, in the shape of the documentation's first page; a compacted topic needs a key."""
    for topic in topics:

        @kafka.publisher(topic)
        @outbox.subscriber(topic, propagate_inbound_headers=True)  # type: ignore[untyped-decorator]
        async def relay(
            body: dict[str, Any], key: Annotated[str, Header("ce_partitionkey")]
        ) -> KafkaResponse:
            return KafkaResponse(body, key=key.encode())


def build(task: Task) -> tuple[FastStream, AsyncEngine, MetaData]:
    """The application and what it needs made first."""
    engine, metadata = engine_of(task), MetaData()
    outbox = OutboxBroker(
        engine, outbox_table=make_outbox_table(metadata, table_name="relayed"), logger=None
    )
    kafka = KafkaBroker(task.bootstrap, acks="all", enable_idempotence=True, logger=None)
    relayed(outbox, kafka, [follow.topic for follow in task.follows])

    @kafka.subscriber(
        task.source,
        group_id=task.group,
        group_instance_id=task.instance,
        ack_policy=AckPolicy.NACK_ON_ERROR,
        auto_offset_reset="earliest",
    )
    async def take(
        fact: IncidentScopedInV1,
        id_: Annotated[str, Header("ce_id")],
        sequence: Annotated[str, Header("ce_sequence")],
    ) -> None:
        effect = Effect(UUID(id_), int(sequence), fact)
        async with engine.begin() as conn:
            if (await conn.execute(CLAIM, {"id": effect.cause})).first() is None:
                return
            row = {"id": effect.key, "version": effect.sequence, "data": effect.state()}
            await conn.execute(CHANGE, row)
            for follow in task.follows:
                await _announce(outbox, follow, effect, conn)

    return FastStream(kafka, on_startup=[outbox.start], on_shutdown=[outbox.stop]), engine, metadata


async def _announce(outbox: OutboxBroker, follow: Any, effect: Effect, conn: Any) -> None:
    pairs = follow.headers_for(effect.cause, effect.key)
    headers = {name: value.decode() for name, value in pairs}
    await outbox.publish(
        follow.value(effect.fact), queue=follow.topic, session=conn, headers=headers
    )


async def main(task: Task) -> None:
    """Consume until the process is ended."""
    app, engine, metadata = build(task)
    async with engine.begin() as conn:
        await conn.run_sync(metadata.create_all)
    await app.run()


if __name__ == "__main__":
    asyncio.run(main(Task.given()))
