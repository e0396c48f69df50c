"""What there is to judge by: every journal, every topic from its first offset, every inbox, the letters sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

import asyncpg
import httpx
from aiokafka import AIOKafkaConsumer

from chassis.verify import verify
from contracts.topics import SERVICES, TOPICS

Row = Mapping[str, Any]
StreamKey = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """One record as it stands in a topic."""

    topic: str
    key: str
    id: str
    sequence: int


@dataclass
class Evidence:
    """All of it at one moment; plain values, so that a judgement can be shown on a made-up one."""

    journals: dict[str, list[Row]] = field(default_factory=dict)
    topics: list[Seen] = field(default_factory=list)
    marks: dict[str, dict[StreamKey, int]] = field(default_factory=dict)
    claimed: dict[str, set[str]] = field(default_factory=dict)
    held: dict[str, list[Row]] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    deliveries: list[Row] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)


class Servers(Protocol):
    """Where to read."""

    @property
    def bootstrap(self) -> str:
        """Kafka."""
        ...

    def dsn(self, service: str, part: str = "service") -> str:
        """A service's database."""
        ...


async def gather(servers: Servers, sink: str) -> Evidence:
    """Read everything; ``sink`` is the address of the letters' provider."""
    found = Evidence(topics=await whole_topics(servers.bootstrap))
    for service in SERVICES:
        conn = await asyncpg.connect(servers.dsn(service))
        try:
            await _of_service(conn, service, found)
        finally:
            await conn.close()
        broken = (await verify(servers.dsn(service)))[1]
        found.breaks += [f"{service}: {one.why} at {one.position}" for one in broken]
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{sink}/v2/notifications")
    found.sent = [message["reference"] for message in answer.json()["notifications"]]
    return found


async def _of_service(conn: asyncpg.Connection, service: str, found: Evidence) -> None:
    found.journals[service] = await _rows(conn, JOURNAL)
    marks = await _rows(conn, "select stream, key, sequence from inbox_watermark")
    found.marks[service] = {(r["stream"], str(r["key"])): r["sequence"] for r in marks}
    claimed = await _rows(conn, "select id from inbox_command")
    found.claimed[service] = {str(row["id"]) for row in claimed}
    found.held[service] = await _rows(conn, HELD)
    if service == "analytics":
        found.facts = [str(row["id"]) for row in await _rows(conn, "select id from fact")]
    if service == "correspondence":
        cases = await _rows(conn, "select incident_id, stage from case_view")
        found.cases = {str(row["incident_id"]): row["stage"] for row in cases}
        found.deliveries = await _rows(conn, DELIVERIES)
    if service == "review":
        told = await _rows(conn, TOLD)
        found.told = {str(row["key"]): row["stage"] for row in told}


JOURNAL = """
select id, kind, type, topic, stream, key, sequence, causation, waiting.position is null as published
from journal left join journal_waiting as waiting using (position) order by position
"""
HELD = """
select status, stream, key, sequence, type, code, reason, body is not null as has_body
from parked where status in ('parked', 'waiting', 'gap')
"""
DELIVERIES = "select subject_id, partner, attempt, status from delivery where kind = 'letter'"
TOLD = """
select distinct on (key) key, convert_from(data, 'UTF8')::jsonb->>'stage' as stage
from journal where stream = 'uk.cspr.review.case-state' order by key, position desc
"""


async def _rows(conn: asyncpg.Connection, statement: str) -> list[Row]:
    return [dict(row) for row in await conn.fetch(statement)]


async def whole_topics(bootstrap: str) -> list[Seen]:
    """Every record of every topic, each partition in its order."""
    consumer = AIOKafkaConsumer(
        *(topic.name for topic in TOPICS),
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    found: list[Seen] = []
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        while any([await consumer.position(at) < end for at, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=300)).values():
                found += [one for record in records if (one := _seen(record))]
    finally:
        await consumer.stop()
    return found


def _seen(record: Any) -> Seen | None:
    headers: dict[str, bytes] = dict(record.headers)
    try:
        sequence, id_ = int(headers["ce_sequence"]), str(UUID(headers["ce_id"].decode()))
        return Seen(record.topic, record.key.decode(), id_, sequence)
    except (KeyError, ValueError, AttributeError):
        return None  # poison that a fault put there; it is judged by what is parked


def of_kind(journal: Sequence[Row], kind: str) -> list[Row]:
    """The rows of one kind."""
    return [row for row in journal if row["kind"] == kind]
