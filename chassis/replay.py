"""Topics read once more from their beginning, for a service whose database is thrown away and made anew.

No consumer group is asked or moved: each topic is read up to where it ended when reading began. What the
service's own group finds afterwards is dropped by the watermarks, or comes after.
"""

from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.conn import Conn
from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.dispatch import Received
from chassis.kafka import consumer_options
from chassis.settings import ServiceSettings
from contracts.catalogue import entry_of

POLL_MS = 500


async def replay(settings: ServiceSettings, consumes: Consumes, db: Database) -> int:
    """Hand every record of the registry's topics to its handlers; how many records there were."""
    total = 0
    for topic in consumes.topics():
        name = topic.name + settings.topic_suffix
        reader = AIOKafkaConsumer(name, **consumer_options(settings))
        async with reader:
            consumer = Consumer(topic, consumes, db, CrashPoints())
            total += await _read(reader, consumer, settings.batch_size_max)
    return total


async def _read(reader: AIOKafkaConsumer, consumer: Consumer, records_max: int) -> int:
    places = reader.assignment()
    assert places, f"{consumer.topic.name} is not there"
    ends = await reader.end_offsets(places)
    read = 0
    while await _behind(reader, ends):
        polled = await reader.getmany(timeout_ms=POLL_MS, max_records=records_max)
        records = [record for lane in polled.values() for record in lane]
        if records:
            await consumer.take(records)
        read += len(records)
    return read


async def _behind(reader: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    return any([await reader.position(place) < end for place, end in ends.items()])


async def remember_own(conn: Conn, received: Sequence[Received[Any]]) -> None:
    """Count on from one's own facts as they stand on Kafka: the next of a key has the next number."""
    for one in received:
        await conn.execute(
            """
            insert into journal_key (key, counts) values ($1, jsonb_build_object($2::text, $3::bigint))
            on conflict (key) do update set counts = journal_key.counts || excluded.counts
            """,
            one.key,
            entry_of(one.message).topic.stream,
            one.sequence,
        )
