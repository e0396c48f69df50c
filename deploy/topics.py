"""Makes the topics that ``contracts/catalogue.py`` lists, and says what differs from it."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from contracts.catalogue import TOPICS, Topic

MAX_MESSAGE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Difference:
    """One way in which a broker's topic is not as the catalogue says."""

    topic: str
    what: str
    is_: str
    should_be: str


def configs(topic: Topic) -> dict[str, str]:
    """The broker settings of one topic."""
    keep = {"cleanup.policy": "delete", "retention.ms": str(topic.retention_ms)}
    if topic.compacted:
        keep = {"cleanup.policy": "compact", "max.compaction.lag.ms": "3600000"}
    return {**keep, "max.message.bytes": str(MAX_MESSAGE_BYTES)}


async def make_topics(
    bootstrap: str, *, suffix: str = "", replication: int = 1, topics: Sequence[Topic] = TOPICS
) -> list[str]:
    """Make the topics that are missing; the names made."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        missing = [topic for topic in topics if topic.name + suffix not in there]
        if missing:
            await admin.create_topics(
                [_new(topic, suffix, replication) for topic in missing], timeout_ms=30_000
            )
        return [topic.name + suffix for topic in missing]
    finally:
        await admin.close()


def _new(topic: Topic, suffix: str, replication: int) -> NewTopic:
    return NewTopic(
        topic.name + suffix, topic.partitions, replication, topic_configs=configs(topic)
    )


async def differences(bootstrap: str, *, suffix: str = "") -> list[Difference]:
    """What the broker has otherwise than the catalogue says; an empty list is the aim."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        there = set(await admin.list_topics())
        found = [
            Difference(t.name + suffix, "topic", "missing", "there")
            for t in TOPICS
            if t.name + suffix not in there
        ]
        known = [topic for topic in TOPICS if topic.name + suffix in there]
        found += await _partitions(admin, known, suffix)
        return found + await _configs(admin, known, suffix)
    finally:
        await admin.close()


async def _partitions(
    admin: AIOKafkaAdminClient, topics: Sequence[Topic], suffix: str
) -> list[Difference]:
    described = await admin.describe_topics([topic.name + suffix for topic in topics])
    count = {one["topic"]: len(one["partitions"]) for one in described}
    return [
        Difference(t.name + suffix, "partitions", str(count[t.name + suffix]), str(t.partitions))
        for t in topics
        if count[t.name + suffix] != t.partitions
    ]


async def _configs(
    admin: AIOKafkaAdminClient, topics: Sequence[Topic], suffix: str
) -> list[Difference]:
    wanted = [ConfigResource(ConfigResourceType.TOPIC, t.name + suffix) for t in topics]
    found = []
    for answer in await admin.describe_configs(wanted):
        for resource in answer.resources:
            name, entries = resource[3], {entry[0]: entry[1] for entry in resource[4]}
            topic = next(t for t in topics if t.name + suffix == name)
            for what, value in configs(topic).items():
                if entries.get(what) != value:
                    found.append(Difference(name, what, str(entries.get(what)), value))
    return found


if __name__ == "__main__":
    made = asyncio.run(make_topics(sys.argv[1]))
    print(f"{len(made)} topics made, {len(TOPICS) - len(made)} were there")
