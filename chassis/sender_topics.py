"""A sender's own topics at the broker: made, and given to it alone where the broker can rule who does what."""

from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import SecurityDisabled, TopicAlreadyExistsError, for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest

from chassis.errors import Transient
from chassis.kafka import admin_options
from chassis.settings import ServiceSettings
from contracts.sender_topics import SENDER_TOPICS

MESSAGE_BYTES_MAX = 640 * 1024
REPLICAS_MAX = 3
TOPIC, GROUP = 2, 3
LITERAL, PREFIXED = 3, 4
READ, WRITE, DESCRIBE = 3, 4, 8
ALLOW = 3
NO_AUTHORIZER = "made; this broker has no authorizer, so whoever reaches it may use them"
RULED = "made, for this sender alone"
CLOSED = "closed: its rights were taken away"
CLOSED_TO_NOBODY = "closed: there were no rights, this broker has no authorizer"


@dataclass(frozen=True)
class Right:
    """One thing that a sender may do at the broker."""

    kind: int
    name: str
    pattern: int
    operation: int


def rights_of(sender: str, suffix: str) -> list[Right]:
    """Write what it sends, read what it is answered, in groups that begin with its own name."""
    intake, receipt = (topic.of(sender).name + suffix for topic in SENDER_TOPICS)
    return [
        Right(TOPIC, intake, LITERAL, WRITE),
        Right(TOPIC, intake, LITERAL, DESCRIBE),
        Right(TOPIC, receipt, LITERAL, READ),
        Right(TOPIC, receipt, LITERAL, DESCRIBE),
        Right(GROUP, f"{sender}.", PREFIXED, READ),
    ]


async def open_topics(settings: ServiceSettings, sender: str) -> str:
    """Make a sender's topics and give it its rights; what was found, in words. Again changes nothing."""
    admin = AIOKafkaAdminClient(**admin_options(settings))
    await admin.start()
    try:
        brokers = (await admin.describe_cluster())["brokers"]
        new = _new(sender, settings.topic_suffix, min(REPLICAS_MAX, len(brokers)))
        _check((await admin.create_topics(new, timeout_ms=30_000)).topic_errors)
        ruled = [await _give(admin, sender, r) for r in rights_of(sender, settings.topic_suffix)]
        return RULED if all(ruled) else NO_AUTHORIZER
    finally:
        await admin.close()


async def close_topics(settings: ServiceSettings, sender: str) -> str:
    """Take a sender's rights away; its topics stay until they have run empty by their age."""
    admin = AIOKafkaAdminClient(**admin_options(settings))
    await admin.start()
    try:
        ruled = [await _take(admin, sender, r) for r in rights_of(sender, settings.topic_suffix)]
        return CLOSED if all(ruled) else CLOSED_TO_NOBODY
    finally:
        await admin.close()


def _new(sender: str, suffix: str, replicas: int) -> list[NewTopic]:
    return [
        NewTopic(
            topic.of(sender).name + suffix,
            topic.partitions,
            replicas,
            topic_configs={
                "cleanup.policy": "delete",
                "retention.ms": str(topic.retention_ms),
                "max.message.bytes": str(MESSAGE_BYTES_MAX),
            },
        )
        for topic in SENDER_TOPICS
    ]


def _check(errors: Sequence[tuple[str, int, str | None]]) -> None:
    """The client raises nothing for what the broker refused; being there is no refusal."""
    bad = [f"{name}: {text or for_code(code).__name__}" for name, code, text in errors if code]
    there = TopicAlreadyExistsError.errno
    if any(code not in (0, there) for _, code, _ in errors):
        raise Transient("; ".join(bad))


async def _give(admin: AIOKafkaAdminClient, sender: str, right: Right) -> bool:
    """False when the broker rules nothing."""
    answer = await admin._send_request(CreateAclsRequest(*_words(sender, right)))  # noqa: SLF001 - it has no public way
    return _ruled([(code, text) for code, text in answer.creation_responses])


async def _take(admin: AIOKafkaAdminClient, sender: str, right: Right) -> bool:
    answer = await admin._send_request(DeleteAclsRequest(*_words(sender, right)))  # noqa: SLF001 - the same
    return _ruled([(code, text) for code, text, _ in answer.filter_responses])


def _ruled(answers: Sequence[tuple[int, str | None]]) -> bool:
    code, text = answers[0]
    if code not in (0, SecurityDisabled.errno):
        raise Transient(text or for_code(code).__name__)
    return code == 0


def _words(sender: str, right: Right) -> tuple[int, str, int, str, str, int, int]:
    principal = f"User:{sender}"
    return right.kind, right.name, right.pattern, principal, "*", right.operation, ALLOW
