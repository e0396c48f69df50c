"""Messages again, out of order, poisonous, too large, from the future and from the past."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from uuid_utils.compat import uuid7

from contracts.catalogue import CATALOGUE
from contracts.topics import REVIEW_CASE, TOPICS
from deploy.local.processes import ROOT
from deploy.local.story.incident import NOTIFICATION
from tests.faults.fault import Fault, Left
from tests.faults.load import CASE_SYSTEM, Load
from tests.faults.operator import in_transaction
from tests.faults.sql import as_superuser
from tests.faults.world import World
from tests.integration.chassis.polls import POISON, Polled, a_fact, a_record, numbered
from tests.support.wait import wait_for

READERS = ("correspondence", "analytics")
AGAIN_MAX = 200
"""A partition. All that a long run has left would be sent for longer than the whole run may take."""
Records = Sequence[Any]


def everything_again(world: World, load: Load, _left: Left) -> None:
    """The last records of every partition are sent once more, with their own headers, and then again."""
    for _ in range(2):
        asyncio.run(_again(world.cluster.bootstrap))
        load.during(1)


async def _again(bootstrap: str) -> None:
    consumer = AIOKafkaConsumer(
        *(topic.name for topic in TOPICS),
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    async with consumer, AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        ends = await consumer.end_offsets(consumer.assignment())
        begins = await consumer.beginning_offsets(ends)
        for at, end in ends.items():
            consumer.seek(at, max(begins[at], end - AGAIN_MAX))
        while any([await consumer.position(at) < end for at, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=300)).values():
                for one in records:
                    await producer.send(one.topic, one.value, one.key, headers=list(one.headers))
        await producer.flush()


async def _send(bootstrap: str, records: Sequence[Polled]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for one in records:
            headers = [(name, value) for name, value in one.headers if value is not None]
            await producer.send_and_wait(one.topic, one.value, one.key, headers=headers)


def out_of_order(world: World, load: Load, left: Left) -> None:
    """A key's third comes before its second: that key waits, others go on, and it catches up."""
    key = uuid7()
    left.keys.add(str(key))
    asyncio.run(_send(world.cluster.bootstrap, [numbered(key, 1), numbered(key, 3)]))
    for reader in READERS:
        wait_for(f"{reader} to hold the third", lambda r=reader: _held(world, r, key) == 1, 20)
    before = load.acknowledged()
    load.during(2)
    left.hold(load.acknowledged() > before, "others waited for the key with a gap")
    asyncio.run(_send(world.cluster.bootstrap, [numbered(key, 2)]))
    for reader in READERS:
        wait_for(f"{reader} to catch up", lambda r=reader: _mark(world, r, key) == 3, 20)
        left.hold(_held(world, reader, key) == 0, f"{reader} still holds the third")


def poison(world: World, load: Load, left: Left) -> None:
    """All sorts of what can not be read: each is parked with bytes and reason; the rest goes on."""
    keys = [uuid7() for _ in POISON]
    left.keys |= {str(key) for key in keys}
    bad = [make(a_record(a_fact(k), k, 1)) for k, make in zip(keys, POISON.values(), strict=True)]
    asyncio.run(_send(world.cluster.bootstrap, [one for one in bad if one.key is not None]))
    before = load.acknowledged()
    for reader in READERS:
        wait_for(f"{reader} to park poison", lambda r=reader: _parked(world, r) >= MOST, 40)
    load.during(2)
    left.hold(load.acknowledged() > before, "others waited for poison")
    for reader in READERS:
        bare = "select count(*) as n from parked where reason = '' or (body is null and raw_key is null)"
        left.hold(as_superuser(world, bare, reader)[0]["n"] == 0, f"{reader} parked without bytes")
        in_transaction(world, reader, _discard_all)


MOST = 15
"""Of the poisons, at least so many can not be read by any reader at all."""


async def _discard_all(conn: Any) -> None:
    await conn.execute(
        "update parked set status = 'discarded', closed_at = clock_timestamp(),"
        " closed_by = 'person:operator' where status in ('parked', 'waiting', 'gap')"
    )


def too_large(world: World, _load: Load, left: Left) -> None:
    """A notification of 2 MB is refused at the door and leaves nothing."""
    before = _rows(world)
    reference = f"LARGE-{uuid4().hex[:8]}"
    body = {**NOTIFICATION, "sender_reference": reference, "outline": "x" * 2_000_000}
    answer = world.player.send("POST", "notify", "/v1/notifications", CASE_SYSTEM, body)
    left.hold(answer.status_code in (413, 422), f"2 MB were answered {answer.status_code}")
    found = as_superuser(
        world, f"select 1 from notification where sender_reference = '{reference}'", "notify"
    )
    left.hold(not found, "what was refused was kept")
    left.hold(_rows(world) >= before, "the journal lost rows")


def from_the_future(world: World, load: Load, left: Left) -> None:
    """A field, a type and a code that nobody knows yet: read past, and nothing stops."""
    key = uuid7()
    left.keys.add(str(key))
    first = numbered(key, 1)
    later = json.loads(first.value or b"{}") | {"a_new_field": {"of": ["tomorrow"]}}
    unknown = b"uk.cspr.review.something-of-tomorrow.v1"
    records = [
        Polled(first.topic, first.key, json.dumps(later).encode(), first.headers),
        numbered(key, 2).with_header("ce_type", unknown),
        numbered(key, 3),
    ]
    asyncio.run(_send(world.cluster.bootstrap, records))
    for reader in READERS:
        wait_for(f"{reader} to read past", lambda r=reader: _mark(world, r, key) == 3, 20)
    load.during(1)


def from_the_past(_world: World, load: Load, left: Left) -> None:
    """Every sample of every published minor is read by the models of today."""
    for entry in CATALOGUE:
        for sample in (ROOT / "contracts" / entry.folder / "samples").glob("v*/*.json"):
            data = json.loads(Path(sample).read_text())["data"]
            try:
                entry.model.model_validate_json(json.dumps(data))
            except ValueError:
                left.wrong.append(f"{entry.type} can not read {sample.parent.name}")
    load.during(1)


def a_burst(world: World, load: Load, left: Left) -> None:
    """Five thousand facts at once while the database answers slowly; memory stays bounded."""
    keys = [uuid7() for _ in range(5000)]
    left.keys |= {str(key) for key in keys}
    world.through.database_link.delay_s = 0.05
    asyncio.run(_burst(world.cluster.bootstrap, keys))
    load.during(5)
    world.through.database_link.delay_s = 0.0
    for reader in READERS:
        wait_for(f"{reader} to work it off", lambda r=reader: _marks(world, r) >= len(keys), 120)
        left.hold(_memory_mb(world, reader) < MEMORY_MB_MAX, f"{reader} grew past its bound")


MEMORY_MB_MAX = 700


async def _burst(bootstrap: str, keys: Sequence[UUID]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for key in keys:
            one = numbered(key, 1)
            await producer.send(one.topic, one.value, one.key, headers=list(one.headers))
        await producer.flush()


def _memory_mb(world: World, service: str) -> float:
    status = Path(f"/proc/{world.system.children[service].process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _mark(world: World, reader: str, key: UUID) -> int:
    rows = as_superuser(
        world,
        f"select sequence from inbox_watermark where stream = '{REVIEW_CASE.stream}' and key = '{key}'",
        reader,
    )
    return int(rows[0]["sequence"]) if rows else 0


def _marks(world: World, reader: str) -> int:
    counted = f"select count(*) as n from inbox_watermark where stream = '{REVIEW_CASE.stream}'"
    return int(as_superuser(world, counted, reader)[0]["n"])


def _held(world: World, reader: str, key: UUID) -> int:
    held = f"select count(*) as n from parked where key = '{key}' and status in ('gap', 'waiting')"
    return int(as_superuser(world, held, reader)[0]["n"])


def _parked(world: World, reader: str) -> int:
    parked = "select count(*) as n from parked where status = 'parked'"
    return int(as_superuser(world, parked, reader)[0]["n"])


def _rows(world: World) -> int:
    return int(as_superuser(world, "select count(*) as n from journal", "notify")[0]["n"])


FAULTS = (
    Fault("F11", "every topic is sent again, twice over", everything_again, quick=True),
    Fault("F12", "out of order, a gap, filled late", out_of_order, quick=True),
    Fault("F13", "poison of every kind", poison, quick=True),
    Fault("F14", "a body that is too large", too_large, quick=True),
    Fault("F15", "messages from the future", from_the_future, quick=True),
    Fault("F16", "messages from the past", from_the_past, quick=True),
    Fault("F19", "a burst of 5,000 while the database is slow", a_burst),
)
