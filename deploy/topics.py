"""Makes the topics that ``contracts/catalogue.py`` lists, and says what differs from it."""

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from contracts.topic import Topic
from contracts.topics import TOPICS

MAX_MESSAGE_BYTES = 1024 * 1024
THERE_S_MAX = 30


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


class TopicsRefused(RuntimeError):
    """The broker did not make a topic; the message gives its reason."""


@asynccontextmanager
async def _admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def make_topics(
    bootstrap: str,
    *,
    suffix: str = "",
    replication: int = 1,
    topics: Sequence[Topic] = TOPICS,
) -> list[str]:
    """Make the topics that are missing, and wait until they are there; the names made.

    Raises TopicsRefused.
    """
    async with _admin(bootstrap) as admin:
        there = set(await admin.list_topics())
        missing = [topic for topic in topics if topic.name + suffix not in there]
        if missing:
            new = [_new(topic, suffix, replication) for topic in missing]
            answer = await admin.create_topics(new, timeout_ms=30_000)
            _raise_for(answer.topic_errors)
        made = [topic.name + suffix for topic in missing]
        await _are_there(admin, made)
        return made


async def _are_there(admin: AIOKafkaAdminClient, names: Sequence[str]) -> None:
    """The controller has made them before each broker knows of it."""
    deadline = time.monotonic() + THERE_S_MAX
    while left := set(names) - set(await admin.list_topics()):
        if time.monotonic() > deadline:
            message = f"not there after {THERE_S_MAX} s: {', '.join(sorted(left))}"
            raise TopicsRefused(message)
        await asyncio.sleep(0.05)


def _raise_for(errors: Sequence[tuple[str, int, str | None]]) -> None:
    """The client raises nothing for what the broker refused; being there is no refusal."""
    bad = [
        f"{name}: {text or for_code(code).__name__}"
        for name, code, text in errors
        if code not in (0, TopicAlreadyExistsError.errno)
    ]
    if bad:
        raise TopicsRefused("; ".join(bad))


async def delete_topics(bootstrap: str, names: Sequence[str]) -> None:
    """Delete topics that a test made for itself."""
    if names:
        async with _admin(bootstrap) as admin:
            await admin.delete_topics(list(names))


def _new(topic: Topic, suffix: str, replication: int) -> NewTopic:
    return NewTopic(
        topic.name + suffix, topic.partitions, replication, topic_configs=configs(topic)
    )


async def differences(bootstrap: str, *, suffix: str = "") -> list[Difference]:
    """What the broker has otherwise than the catalogue says; an empty list is the aim."""
    async with _admin(bootstrap) as admin:
        there = set(await admin.list_topics())
        found = [
            Difference(t.name + suffix, "topic", "missing", "there")
            for t in TOPICS
            if t.name + suffix not in there
        ]
        known = [topic for topic in TOPICS if topic.name + suffix in there]
        found += await _partitions(admin, known, suffix)
        return found + await _configs(admin, known, suffix)


async def _partitions(
    admin: AIOKafkaAdminClient, topics: Sequence[Topic], suffix: str
) -> list[Difference]:
    described = await admin.describe_topics([topic.name + suffix for topic in topics])
    count = {one["topic"]: len(one["partitions"]) for one in described}
    return [
        Difference(
            t.name + suffix,
            "partitions",
            str(count[t.name + suffix]),
            str(t.partitions),
        )
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


async def main(bootstrap: str, replication: int) -> int:
    """Make what is missing and print what differs; 1 when something does, for it is not altered."""
    made = await make_topics(bootstrap, replication=replication)
    print(f"{len(made)} topics made, {len(TOPICS) - len(made)} were there")
    found = await differences(bootstrap)
    for one in found:
        print(f"{one.topic}: {one.what} is {one.is_}, the catalogue says {one.should_be}")
    return 1 if found else 0


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("bootstrap", help="host:port of a broker")
    words.add_argument("--replication", type=int, default=1)
    given = words.parse_args()
    sys.exit(asyncio.run(main(given.bootstrap, given.replication)))
