"""Kafka of the bench: topics that the broker itself stamps, filled before a round and read after it."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import GroupCoordinatorNotAvailableError

from bench.material import Made
from contracts.topic import Topic
from deploy.topics import configs

BATCH_BYTES = 256 * 1024
LOOK_S = 0.05
Lane = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Appended:
    """One record of a topic: its key, and when the broker appended it."""

    key: bytes
    at_s: float


class TooSlow(RuntimeError):
    """A round did not come to its end in the time it has."""


async def make(bootstrap: str, topics: Sequence[Topic], suffix: str) -> list[str]:
    """Make topics of one round; the broker stamps each record when it appends it."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        stamped = {"message.timestamp.type": "LogAppendTime"}
        new = [
            NewTopic(t.name + suffix, t.partitions, 1, topic_configs={**configs(t), **stamped})
            for t in topics
        ]
        await admin.create_topics(new, timeout_ms=30_000)
    finally:
        await admin.close()
    return [topic.name + suffix for topic in topics]


def producer_of(bootstrap: str) -> AIOKafkaProducer:
    """A producer with the options of the project's relay."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_batch_size=BATCH_BYTES,
        request_timeout_ms=10_000,
    )


async def fill(bootstrap: str, made: Iterable[Made], suffix: str) -> None:
    """Produce records in batches, each key in its own partition and in order."""
    lanes: dict[Lane, list[Made]] = {}
    async with producer_of(bootstrap) as producer:
        for one in made:
            lane = await lane_of(producer, one.topic + suffix, one.key)
            lanes.setdefault(lane, []).append(one)
            if len(lanes[lane]) == 200:
                await _send(producer, lane, lanes.pop(lane))
        for lane, rest in lanes.items():
            await _send(producer, lane, rest)


async def send_all(producer: AIOKafkaProducer, made: Iterable[Made]) -> None:
    """Send records in one batch a partition, all partitions at once."""
    lanes: dict[Lane, list[Made]] = {}
    for one in made:
        lanes.setdefault(await lane_of(producer, one.topic, one.key), []).append(one)
    await asyncio.gather(*(_send(producer, lane, rest) for lane, rest in lanes.items()))


async def lane_of(producer: AIOKafkaProducer, topic: str, key: bytes) -> Lane:
    """Topic and partition of a key, as ``send`` chooses it."""
    partitions = sorted(await producer.partitions_for(topic))
    return topic, producer._partitioner(key, partitions, partitions)  # noqa: SLF001


async def _send(producer: AIOKafkaProducer, lane: Lane, made: Sequence[Made]) -> None:
    at = 0
    while at < len(made):
        batch = producer.create_batch()
        first = at
        while at < len(made) and _fits(batch, made[at]):
            at += 1
        assert at > first, "a record is larger than a batch"
        await (await producer.send_batch(batch, lane[0], partition=lane[1]))


def _fits(batch: object, one: Made) -> bool:
    done = batch.append(  # type: ignore[attr-defined]
        key=one.key, value=one.value, timestamp=None, headers=one.headers
    )
    return done is not None


async def wait_for_records(
    bootstrap: str, names: Sequence[str], records: int, s_max: float, check: Callable[[], None]
) -> None:
    """Until the topics together hold so many records; raises TooSlow, and whatever ``check`` does."""
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as reader:
        places = await places_of(reader, names)
        deadline = time.monotonic() + s_max
        while (there := sum((await reader.end_offsets(places)).values())) < records:
            if time.monotonic() > deadline:
                message = f"{', '.join(names)}: {there} of {records} records after {s_max:.0f} s"
                raise TooSlow(message)
            check()
            await asyncio.sleep(LOOK_S)


async def count_records(bootstrap: str, names: Sequence[str]) -> int:
    """How many records the topics together hold now."""
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as reader:
        return sum((await reader.end_offsets(await places_of(reader, names))).values())


async def watch_commits(
    bootstrap: str, group: str, names: Sequence[str], s_max: float, check: Callable[[], None]
) -> list[tuple[float, int]]:
    """Until the group has committed all there is of some topics; what was done at each look.

    Raises TooSlow, and whatever ``check`` does.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        async with AIOKafkaConsumer(bootstrap_servers=bootstrap) as reader:
            ends = await reader.end_offsets(await places_of(reader, names))
            seen = [(time.monotonic(), 0)]
            while (done := _done(await _committed(admin, group), ends)) < sum(ends.values()):
                if time.monotonic() > seen[0][0] + s_max:
                    message = f"{group}: {done} of {sum(ends.values())} records committed"
                    raise TooSlow(message)
                check()
                seen.append((time.monotonic(), done))
                await asyncio.sleep(LOOK_S)
            return [*seen, (time.monotonic(), done)]
    finally:
        await admin.close()


async def _committed(admin: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, object]:
    """Nothing, while a broker that is new makes its topic of offsets for its first group."""
    try:
        committed: dict[TopicPartition, object] = await admin.list_consumer_group_offsets(group)
    except GroupCoordinatorNotAvailableError:
        return {}
    return committed


def _done(committed: dict[TopicPartition, object], ends: dict[TopicPartition, int]) -> int:
    return sum(max(getattr(at, "offset", 0), 0) for place, at in committed.items() if place in ends)


async def places_of(reader: AIOKafkaConsumer, names: Sequence[str]) -> list[TopicPartition]:
    """The partitions of topics, asked of the broker when the reader does not know them."""
    found = []
    for name in names:
        partitions = reader.partitions_for_topic(name)
        while not partitions:
            await reader._client.set_topics([name])  # noqa: SLF001 - it knows only what it reads
            await reader._client.force_metadata_update()  # noqa: SLF001
            partitions = reader.partitions_for_topic(name)
        found += [TopicPartition(name, number) for number in partitions]
    return found


async def read_all(bootstrap: str, name: str) -> list[Appended]:
    """Every record of a topic: its key and its time."""
    return [Appended(one.key, one.timestamp / 1000) for one in await records(bootstrap, name)]


async def records(bootstrap: str, name: str) -> list[ConsumerRecord]:
    """Every record of a topic, each partition in its order."""
    found: list[ConsumerRecord] = []
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False
    ) as reader:
        places = await places_of(reader, [name])
        reader.assign(places)
        left = sum((await reader.end_offsets(places)).values())
        while len(found) < left:
            polled = await reader.getmany(timeout_ms=500, max_records=5000)
            found += [one for lane in polled.values() for one in lane]
    return found


async def delete(bootstrap: str, names: Sequence[str]) -> None:
    """Delete the topics of a round."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics(list(names))
    finally:
        await admin.close()


def plain(name: str, like: Topic) -> Topic:
    """A topic of a peer's own, with the partitions of one of ours."""
    return replace(like, name=name)
