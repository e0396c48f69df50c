"""Topics read once more from their beginning, for a service whose database is thrown away and made anew.

No consumer group is asked or moved: each topic is read up to where it ended when reading began. What the
service's own group finds afterwards is dropped by the watermarks, or comes after.

Some lanes work side by side, each a process of its own with its share of the partitions: reading and validating is
Python's, which one processor bounds. Topics come together, as they do when the service runs, and a key stays in
its lane.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import uvloop
from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.conn import Conn
from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.dispatch import Received
from chassis.garbage import look_rarely
from chassis.kafka import consumer_options
from chassis.log import set_up_logging
from chassis.service import Service
from chassis.settings import ServiceSettings
from contracts.catalogue import entry_of

POLL_MS = 500
LANES = 3
"""While one waits for its turn to write, two others keep two processors busy."""
BATCH_MAX = 2000
"""Larger than a poll of a running service: nobody waits for the first record of a replay."""

Ends = Mapping[TopicPartition, int]


async def replay(settings: ServiceSettings, consumes: Callable[[], Consumes]) -> int:
    """Hand every record of the registry's topics to its handlers; how many records there were.

    ``consumes`` makes the registry, in each process anew: a function of a module.
    """
    names = [topic.name + settings.topic_suffix for topic in consumes().topics()]
    ends = await _ends(settings, names)
    shares = [
        {place: end for place, end in ends.items() if place.partition % LANES == number}
        for number in range(LANES)
    ]
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(LANES, get_context("spawn")) as pool:
        lanes = [loop.run_in_executor(pool, _lane, settings, consumes, mine) for mine in shares]
        return sum(await asyncio.gather(*lanes))


def _lane(settings: ServiceSettings, consumes: Callable[[], Consumes], mine: Ends) -> int:
    """The whole life of one process."""
    set_up_logging(settings.service)
    look_rarely()
    return uvloop.run(_read_share(settings, consumes(), mine))


async def _read_share(settings: ServiceSettings, consumes: Consumes, mine: Ends) -> int:
    async with Service(settings).db.opened() as db:
        consumers = {
            topic.name + settings.topic_suffix: Consumer(topic, consumes, db, CrashPoints())
            for topic in consumes.topics()
        }
        async with AIOKafkaConsumer(**consumer_options(settings)) as reader:
            return await _read(reader, consumers, mine)


async def _ends(settings: ServiceSettings, names: Sequence[str]) -> Ends:
    async with AIOKafkaConsumer(*names, **consumer_options(settings)) as reader:
        places = reader.assignment()
        missing = set(names) - {place.topic for place in places}
        assert not missing, f"{', '.join(sorted(missing))} is not there"
        begins, ends = await reader.beginning_offsets(places), await reader.end_offsets(places)
        return {place: end for place, end in ends.items() if end > begins[place]}


async def _read(reader: AIOKafkaConsumer, consumers: Mapping[str, Consumer], ends: Ends) -> int:
    reader.assign(list(ends))
    read = 0
    while await _behind(reader, ends):
        polled = await reader.getmany(timeout_ms=POLL_MS, max_records=BATCH_MAX)
        for name, consumer in consumers.items():
            records = [one for place, lane in polled.items() if place.topic == name for one in lane]
            if records:
                await consumer.take(records)
            read += len(records)
    return read


async def _behind(reader: AIOKafkaConsumer, ends: Ends) -> bool:
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
