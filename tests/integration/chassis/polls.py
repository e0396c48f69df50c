"""Polls of a topic as Kafka's client hands them over, made by hand; a reader that takes them."""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from chassis.clock import RealClock
from chassis.cloudevents import write_headers
from chassis.consume import Consumer, Consumes
from chassis.crash import CrashPoints
from chassis.db import Database
from chassis.dispatch import Received
from chassis.errors import Refused
from chassis.tx import Tx
from contracts.catalogue import entry_of
from contracts.envelope import Message
from contracts.review.rapid_review import RapidReviewCancelledV1, RapidReviewSubmittedV1
from contracts.topic import Topic
from contracts.topics import REVIEW_CASE
from deploy.local.processes import ROOT
from tests.support.memory import Memory, standing_in

OFFSETS = count()
SAMPLE = ROOT / "contracts/events/review/rapid-review-submitted/samples/v1.0/made-up.json"
SUBMITTED = json.loads(SAMPLE.read_text())["data"]


@dataclass(frozen=True)
class Polled:
    """One record of a poll."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, Any], ...]
    offset: int = field(default_factory=lambda: next(OFFSETS))
    partition: int = 0

    def with_header(self, name: str, value: bytes | None) -> "Polled":
        """The same with another value of one header."""
        others = tuple(pair for pair in self.headers if pair[0] != name)
        return replace(self, headers=(*others, (name, value)))

    def without(self, name: str) -> "Polled":
        """The same without one header."""
        return replace(self, headers=tuple(pair for pair in self.headers if pair[0] != name))

    def again(self) -> "Polled":
        """The same message at a later place in the topic."""
        return replace(self, offset=next(OFFSETS))


def a_record(message: Message, key: UUID, sequence: int, **row: Any) -> Polled:
    """What the relay makes of a journal row."""
    entry = entry_of(message)
    usual = {
        "id": uuid7(),
        "kind": message.kind,
        "object": key,
        "key": key,
        "time": datetime.now(UTC),
        "sequence": sequence,
        "correlation": "test",
        "causation": uuid7(),
        "traceparent": None,
        "actor": "person:test",
        "roles": "",
        "service": "correspondence",
    }
    headers = write_headers(entry, usual | row)
    value = message.model_dump_json().encode()
    return Polled(entry.topic.name, str(key).encode(), value, tuple(headers))


def a_fact(incident: UUID, basis: str = "test") -> RapidReviewCancelledV1:
    """A small fact that says ``basis``."""
    return RapidReviewCancelledV1(
        incident_id=incident, rapid_review_id=incident, reference="CSPR-2026-00001-A", basis=basis
    )


def a_large_fact(incident: UUID, size_bytes: int) -> RapidReviewSubmittedV1:
    """A fact whose sealed texts make it so large."""

    def made(*texts: int) -> RapidReviewSubmittedV1:
        rationale, summary, learned = (f"a.b.c.d.{'x' * count}" for count in texts)
        learning = [{"theme": "other", "text": learned, "owner": "a.b.c.d.e"}]
        said = {"incident_id": incident, "rationale": rationale, "summary": summary}
        return RapidReviewSubmittedV1.model_validate({**SUBMITTED, **said, "learning": learning})

    room = size_bytes - len(made(1, 1, 1).model_dump_json()) + 3
    return made(room // 3, room // 3, room - 2 * (room // 3))


def numbered(key: UUID, sequence: int) -> Polled:
    """The ``sequence``-th fact of a key, which says its number."""
    return a_record(a_fact(key, str(sequence)), key, sequence)


@dataclass
class Reader:
    """A consumer of one topic that notes what it was given; what it is told to, it can not handle."""

    db: Database
    consumer: Consumer
    got: list[str]
    bad: set[str]

    async def take(self, *records: Polled) -> None:
        """One poll."""
        await self.consumer.take(records)

    async def held(self) -> list[tuple[str, int | None]]:
        """What is held now, by sequence."""
        rows = await self.db.pool.fetch(
            """
            select status, sequence from parked where status in ('parked', 'waiting', 'gap')
            order by sequence, status
            """
        )
        return [(row["status"], row["sequence"]) for row in rows]

    async def place(self, status: str = "parked", sequence: int | None = None) -> UUID:
        """The only held message of a status, and of a sequence if told."""
        rows = await self.db.pool.fetch(
            "select id from parked where status = $1 and ($2::bigint is null or sequence = $2)",
            status,
            sequence,
        )
        assert len(rows) == 1, rows
        found: UUID = rows[0]["id"]
        return found

    async def mark(self, key: UUID) -> int | None:
        """The watermark of a key."""
        found: int | None = await self.db.pool.fetchval(
            "select sequence from inbox_watermark where key = $1", key
        )
        return found

    async def release(self, *, replay: bool, status: str = "parked") -> None:
        """What an operator asks for."""
        place = await self.place(status)
        await self.consumer.release(place, replay=replay, by="person:operator")


class MemoryReader(Reader):
    """The same on tables in memory."""

    memory: Memory

    async def held(self) -> list[tuple[str, int | None]]:
        return self.memory.open()

    async def place(self, status: str = "parked", sequence: int | None = None) -> UUID:
        found = [
            place
            for place, kept in self.memory.tables.parked.items()
            if kept.status == status and sequence in (None, kept.sequence)
        ]
        assert len(found) == 1, found
        return found[0]

    async def mark(self, key: UUID) -> int | None:
        return next((n for at, n in self.memory.tables.marks.items() if at[1] == key), None)


@contextmanager
def reading_in_memory() -> Iterator[MemoryReader]:
    """A reader without a database."""
    got: list[str] = []
    bad: set[str] = set()
    memory: Any = Memory()
    made = MemoryReader(
        memory, Consumer(REVIEW_CASE, noting(got, bad), memory, CrashPoints()), got, bad
    )
    made.memory = memory
    with standing_in(memory):
        yield made


@asynccontextmanager
async def reading(
    dsn: str, topic: Topic = REVIEW_CASE, consumes: Consumes | None = None
) -> AsyncIterator[Reader]:
    """A reader on a database."""
    got: list[str] = []
    bad: set[str] = set()
    db = Database(dsn, RealClock(), name="test", size=4)
    await db.open()
    registry = consumes or noting(got, bad)
    try:
        yield Reader(db, Consumer(topic, registry, db, CrashPoints()), got, bad)
    finally:
        await db.close()


def noting(got: list[str], bad: set[str]) -> Consumes:
    """A registry whose one handler notes what it is given, and refuses what is bad."""
    consumes = Consumes("analytics")

    @consumes(RapidReviewCancelledV1)
    async def note(tx: Tx, received: Sequence[Received[RapidReviewCancelledV1]]) -> None:
        for one in received:
            if one.message.basis in bad:
                raise Refused("no such thing", source="a rule")
        await tx.conn.execute("select 1")
        got.extend(one.message.basis for one in received)

    return consumes


Poison = Callable[[Polled], Polled]
POISON: dict[str, Poison] = {
    "no JSON": lambda r: replace(r, value=b"{"),
    "JSON of another shape": lambda r: replace(r, value=b"[1]"),
    "a missing field": lambda r: replace(r, value=b"{}"),
    "a wrong type": lambda r: replace(r, value=(r.value or b"").replace(b'"test"', b"7")),
    "not a number": lambda r: replace(r, value=b"NaN"),
    "bytes that are no text": lambda r: replace(r, value=b"\xff\xfe"),
    "a lone surrogate": lambda r: replace(r, value=b'"\\ud800"'),
    "deep nesting": lambda r: replace(r, value=b"[" * 100_000),
    "a zero character in the body": lambda r: replace(r, value=b'{"basis": "\\u0000"}'),
    "nothing": lambda r: replace(r, value=None),
    "no key": lambda r: replace(r, key=None),
    "a key that is no UUID": lambda r: replace(r, key=b"\xff"),
    "no id": lambda r: r.without("ce_id"),
    "no type": lambda r: r.without("ce_type"),
    "no headers": lambda r: replace(r, headers=()),
    "a binary header": lambda r: r.with_header("ce_id", b"\xff\xfe"),
    "a zero character in a header": lambda r: r.with_header("ce_time", b"a\x00b"),
    "a header without a value": lambda r: r.with_header("ce_id", None),
    "a sequence that is no number": lambda r: r.with_header("ce_sequence", b"one"),
    "a sequence of nought": lambda r: r.with_header("ce_sequence", b"0"),
    "a sequence beyond all": lambda r: r.with_header("ce_sequence", b"9" * 40),
    "a time of no place": lambda r: r.with_header("ce_time", b"2026-01-01T00:00:00"),
    "a type of another topic": lambda r: r.with_header(
        "ce_type", b"uk.cspr.notify.incident-scoped-in.v1"
    ),
    "a structured event that is none": lambda r: replace(
        r.with_header("content-type", b"application/cloudevents+json"), value=b"[]"
    ),
    "a structured event full of surrogates": lambda r: replace(
        r.with_header("content-type", b"application/cloudevents+json"),
        value=b'{"id": "\\ud800", "type": "\\u0000", "data": {"a": "\\ud800"}}',
    ),
}
