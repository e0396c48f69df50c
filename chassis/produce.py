"""Messages to Kafka: each partition's in order, one batch of it on its way at a time."""

import asyncio
import struct
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from chassis.kafka import producer_options
from chassis.settings import ServiceSettings

SEND_S_MAX = 15.0
END_S_MAX = 3.0
WORDS, MIX, LOW_32 = struct.Struct("<9I"), 0x5BD1E995, 0xFFFFFFFF

Outgoing = tuple[str, bytes, bytes | None, list[tuple[str, bytes]]]
"""Topic, key, value and headers. Kafka's own timestamp is the wall's, by which it keeps and deletes, and
brokers refuse one that lies ahead; when a thing happened is said by ``ce_time``."""

Numbered = tuple[int, Outgoing]
Sent = tuple[list[int], BaseException | None]
"""Numbers of the messages that were acknowledged, and the first failure."""


class Producer:
    """aiokafka's producer, made when it is needed; after a failure it is closed and made anew."""

    def __init__(self, settings: ServiceSettings) -> None:
        """Nothing connects yet."""
        self._settings = settings
        self._producer: AIOKafkaProducer | None = None

    async def send(self, messages: Iterable[Numbered]) -> Sent:
        """Send messages of any topics; one that is missing or forbidden stops no other."""
        topics: dict[str, list[Numbered]] = {}
        for message in messages:
            topics.setdefault(message[1][0], []).append(message)
        if not topics:
            return [], None
        producer = await self._started()
        return _together(
            await asyncio.gather(*(self._send_topic(producer, *items) for items in topics.items()))
        )

    async def _send_topic(
        self, producer: AIOKafkaProducer, name: str, messages: Sequence[Numbered]
    ) -> Sent:
        topic = name + self._settings.topic_suffix
        lanes: dict[int, list[Numbered]] = {}
        try:
            partitions = await self._partitions(producer, topic)
        except (KafkaError, TimeoutError, OSError) as failure:
            return [], failure
        for message in messages:
            lanes.setdefault(place_of(message[1][1], len(partitions)), []).append(message)
        return _together(
            await asyncio.gather(
                *(_send_lane(producer, topic, partitions[at], lane) for at, lane in lanes.items())
            )
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
            self._producer = AIOKafkaProducer(**producer_options(self._settings))
            async with asyncio.timeout(SEND_S_MAX):
                await self._producer.start()
        return self._producer

    async def close(self) -> None:
        """End for certain: aiokafka's ``stop``, cut off, leaves a sender whose batch comes after newer ones."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        producer._closed = True  # noqa: SLF001 - nothing public ends it without waiting for its batches
        if sender := producer._sender.sender_task:  # noqa: SLF001
            sender.cancel()  # it takes no further batch, and waits for the requests on their way
            await asyncio.wait([sender], timeout=END_S_MAX)
            sender.cancel()
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(END_S_MAX):
                await producer.client.close()


async def _send_lane(
    producer: AIOKafkaProducer, topic: str, partition: int, lane: Sequence[Numbered]
) -> Sent:
    sent: list[int] = []
    at = 0
    try:
        while at < len(lane):
            batch = producer.create_batch()
            end = at
            while end < len(lane) and _append(batch, lane[end][1]):
                end += 1
            assert end > at, "a message is larger than a batch"
            async with asyncio.timeout(SEND_S_MAX):
                await (await producer.send_batch(batch, topic, partition=partition))
            sent += [number for number, _ in lane[at:end]]
            at = end
    except (KafkaError, TimeoutError, OSError) as failure:
        return sent, failure
    return sent, None


def _append(batch: Any, out: Outgoing) -> bool:
    _, key, value, headers = out
    return batch.append(key=key, value=value, timestamp=None, headers=headers) is not None


def _together(results: Sequence[Sent]) -> Sent:
    sent = [number for numbers, _ in results for number in numbers]
    return sent, next((failure for _, failure in results if failure), None)


def place_of(key: bytes, partitions: int) -> int:
    """The place of a UUID's text among so many partitions: Kafka's own murmur2, of 36 bytes.

    aiokafka's, for any length, is the dearest thing that is done to a message: this takes a quarter.
    """
    mixed = 0x9747B28C ^ WORDS.size
    for word in WORDS.unpack(key):
        scattered = word * MIX & LOW_32
        mixed = mixed * MIX & LOW_32 ^ (scattered ^ scattered >> 24) * MIX & LOW_32
    mixed = (mixed ^ mixed >> 13) * MIX & LOW_32
    return ((mixed ^ mixed >> 15) & 0x7FFFFFFF) % partitions
