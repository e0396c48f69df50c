"""The only place that subscribes: one raw batch subscriber a topic, its policy said and asserted."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from aiokafka import ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaMessage

from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.intake import Door, Intake
from chassis.settings import ServiceSettings
from contracts.catalogue import CATALOGUE
from contracts.sender_topics import SENDER_TOPICS
from contracts.topic import Topic
from contracts.topics import TOPICS

BATCH_WAIT_MS = 30
Records = tuple[ConsumerRecord, ...]
Parse = Callable[[Records], Awaitable[KafkaMessage]]


async def read_envelope(records: Records, original: Parse) -> KafkaMessage:
    """Let no header that is not UTF-8 fail its neighbours; the records themselves stay whole."""
    try:
        return await original(records)
    except UnicodeDecodeError:
        message = await original(tuple(replace(record, headers=()) for record in records))
        message.raw_message = records
        return message


async def records_as_they_are(message: KafkaMessage) -> Sequence[ConsumerRecord]:
    """Decode nothing: each record is read, validated and parked by itself."""
    return list(message.raw_message)


def bind(
    broker: KafkaBroker,
    consumes: Consumes,
    db: Database,
    settings: ServiceSettings,
    crash: CrashPoints,
    door: Door | None = None,
) -> list[Consumer]:
    """Subscribe to every topic that carries a registered type, and to senders'; declare what is published."""
    consumers = [Consumer(topic, consumes, db, crash) for topic in consumes.topics()]
    if door:
        mine = [topic for topic in SENDER_TOPICS if consumes.service in topic.readers]
        consumers += [Intake(topic, consumes, db, crash, door) for topic in mine]
    for consumer in consumers:
        _subscribe(broker, consumer.topic, consumer, settings)
    for topic in (*TOPICS, *SENDER_TOPICS):
        if consumes.service in topic.writers:
            _declare(broker, topic, settings)
    return consumers


def _subscribe(
    broker: KafkaBroker, topic: Topic, consumer: Consumer, settings: ServiceSettings
) -> None:
    name = topic.name + settings.topic_suffix
    subscriber: Any = broker.subscriber(
        *([] if topic.by_sender else [name]),
        pattern=f"{name}$" if topic.by_sender else None,
        batch=True,
        group_id=f"{settings.service}.{_group(topic)}{settings.topic_suffix}",
        group_instance_id=settings.instance,
        ack_policy=AckPolicy.NACK_ON_ERROR,
        no_reply=True,
        auto_offset_reset="earliest",
        batch_timeout_ms=BATCH_WAIT_MS,
        max_records=settings.batch_size_max,
        session_timeout_ms=10_000,
        rebalance_timeout_ms=60_000,
        max_poll_interval_ms=300_000,
        parser=read_envelope,
        decoder=records_as_they_are,
    )

    consumer.subscriber = subscriber

    @subscriber  # type: ignore[untyped-decorator]
    async def take(records: Sequence[ConsumerRecord]) -> None:
        await consumer.take(records)


def _group(topic: Topic) -> str:
    """What the group is called by: a stream, or all that senders have of one."""
    return topic.stream.replace(".{sender}", "")


def _declare(broker: KafkaBroker, topic: Topic, settings: ServiceSettings) -> None:
    """What the relay publishes, told to FastStream so that its document can be compared."""
    models = [entry.model for entry in CATALOGUE if entry.topic == topic]
    schema: Any = models[0] if len(models) == 1 else _union(models)
    broker.publisher(topic.name + settings.topic_suffix, schema=schema)


def _union(models: Sequence[type[Any]]) -> Any:
    union: Any = models[0]
    for model in models[1:]:
        union = union | model
    return union
