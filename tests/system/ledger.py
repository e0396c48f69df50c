"""What the services and Kafka hold of one incident, and whether it agrees: nothing lost or doubled."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
from aiokafka import AIOKafkaConsumer

from chassis.verify import verify
from contracts.topics import SERVICES, TOPICS
from deploy.local.system import LocalSystem

READERS = {
    "uk.cspr.notify.incident": ("review", "correspondence", "analytics"),
    "uk.cspr.review.case": ("correspondence", "analytics"),
    "uk.cspr.review.case-state": ("correspondence",),
}
KEPT = {
    "analytics": "select id from fact where key = $1",
    "correspondence": "select id from timeline where incident_id = $1",
}
Journal = list[Mapping[str, Any]]


async def rows(system: LocalSystem, service: str, statement: str, *values: object) -> Journal:
    """What a statement gives in a service's database."""
    conn = await asyncpg.connect(system.servers.dsn(service))
    try:
        return [dict(row) for row in await conn.fetch(statement, *values)]
    finally:
        await conn.close()


async def unsettled(system: LocalSystem, key: UUID) -> list[str]:
    """What is still under way about ``key``; empty once all has arrived."""
    found = []
    marks = {service: await _marks(system, service, key) for service in SERVICES}
    for service in SERVICES:
        journal = await rows(
            system,
            service,
            "select stream, max(sequence) as last, bool_and(waiting.position is null) as out"
            " from journal left join journal_waiting as waiting using (position)"
            " where key = $1 group by stream",
            key,
        )
        for row in journal:
            if not row["out"]:
                found.append(f"{service} has not published all of {row['stream']}")
            for reader in READERS.get(row["stream"], ()):
                if marks[reader].get(row["stream"], 0) != row["last"]:
                    found.append(f"{reader} is behind on {row['stream']}")
    return found


async def _marks(system: LocalSystem, service: str, key: UUID) -> dict[str, int]:
    statement = "select stream, sequence from inbox_watermark where key = $1"
    return {r["stream"]: r["sequence"] for r in await rows(system, service, statement, key)}


async def disagreements(system: LocalSystem, key: UUID) -> list[str]:
    """Each way in which journals, topics, inboxes and what was made of them differ."""
    found = []
    topics = await topics_of(system, key)
    for service in SERVICES:
        journal = await rows(
            system,
            service,
            "select id, topic, stream, sequence from journal where key = $1 order by position",
            key,
        )
        found += _not_in_order(service, journal) + _not_in_topic(journal, topics)
        held = await rows(
            system,
            service,
            "select type, reason from parked where key = $1 and status not in ('replayed',"
            " 'discarded')",
            key,
        )
        found += [f"{service} holds {row['type']}: {row['reason']}" for row in held]
        breaks = (await verify(system.servers.dsn(service)))[1]
        found += [f"{service}'s chain breaks at {one.position}" for one in breaks]
    return found + await _kept_wrongly(system, key)


def _not_in_order(service: str, journal: Journal) -> list[str]:
    sequences = defaultdict(list)
    for row in journal:
        sequences[row["stream"]].append(row["sequence"])
    return [
        f"{service}'s {stream} counts {numbers}"
        for stream, numbers in sequences.items()
        if numbers != list(range(1, len(numbers) + 1))
    ]


def _not_in_topic(journal: Journal, topics: dict[str, list[str]]) -> list[str]:
    """First occurrences in the topic must be the journal's rows, in their order."""
    written = defaultdict(list)
    for row in journal:
        written[row["topic"]].append(str(row["id"]))
    return [
        f"{topic} has {seen}, the journal has {ids}"
        for topic, ids in written.items()
        if (seen := [one for one in dict.fromkeys(topics.get(topic, ())) if one in ids]) != ids
    ]


async def _kept_wrongly(system: LocalSystem, key: UUID) -> list[str]:
    """analytics and the desk's timeline have every fact (their keys let none in twice); one case."""
    announced = set()
    for service in ("notify", "review"):
        statement = "select id from journal where key = $1 and kind = 'fact' and stream = any($2)"
        streams = ["uk.cspr.notify.incident", "uk.cspr.review.case"]
        announced |= {r["id"] for r in await rows(system, service, statement, key, streams)}
    found = []
    for service, kept in KEPT.items():
        there = {row["id"] for row in await rows(system, service, kept, key)}
        found += [f"{service} lacks {one}" for one in announced - there]
    cases = await rows(
        system, "correspondence", "select 1 from case_view where incident_id = $1", key
    )
    return found if len(cases) == 1 else [*found, f"the desk has {len(cases)} such cases"]


async def topics_of(system: LocalSystem, key: UUID) -> dict[str, list[str]]:
    """Every message id about ``key``, by topic, in the order in which Kafka holds them."""
    consumer = AIOKafkaConsumer(
        *(topic.name for topic in TOPICS),
        bootstrap_servers=system.servers.bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    found: dict[str, list[str]] = defaultdict(list)
    await consumer.start()
    try:
        ends = await consumer.end_offsets(consumer.assignment())
        while any([await consumer.position(at) < end for at, end in ends.items()]):
            for at, records in (await consumer.getmany(timeout_ms=300)).items():
                for record in records:
                    if record.key == str(key).encode():
                        headers = dict(record.headers)
                        found[at.topic].append(headers["ce_id"].decode())
    finally:
        await consumer.stop()
    return found
