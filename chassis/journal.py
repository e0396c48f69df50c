"""The journal: history, outbox, audit trail and replay source; one copy a batch, chained per key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from chassis.conn import Conn
from contracts.catalogue import entry_of
from contracts.envelope import Message

AS_NUMBER = attrgetter("int")
"""Sorts UUIDs as PostgreSQL does, without their slow comparison."""


@dataclass(slots=True)
class KeyHead:
    """A key's counter row, locked for the transaction: counts by stream, last hash."""

    counts: dict[str, int]
    last_hash: bytes


@dataclass(slots=True)
class Row:
    """One event as it will stand in the journal; ``roles``: the actor's, sorted, with spaces between.

    Its sequence and its link come last, from ``chain``.
    """

    id: UUID
    kind: str
    type: str
    topic: str
    stream: str
    key: UUID
    object: UUID
    causation: UUID
    correlation: str
    traceparent: str | None
    actor: str
    roles: str
    time: datetime
    recorded_at: datetime
    data: bytes
    sequence: int = 0
    previous_hash: bytes = b""
    hash: bytes = b""


COLUMNS = tuple(one.name for one in fields(Row))
VALUES = attrgetter(*COLUMNS)


def row_of(message: Message, *, sender: str | None = None, **facts: Any) -> Row:
    """The row of ``message``; its type, topic and stream come from the catalogue, for a sender its own."""
    entry = entry_of(message)
    topic = entry.topic.of(sender) if sender else entry.topic
    return Row(
        kind=message.kind,
        type=entry.type,
        topic=topic.name,
        stream=topic.stream,
        data=message.model_dump_json().encode(),
        **facts,
    )


def link_hash(row: Row) -> bytes:
    """SHA-256 over the last hash and the row's canonical JSON (RFC 8785), without ``published_at``.

    All values are ASCII-named strings and integers, for which compact JSON is canonical when its names are
    sorted: so they stand here.
    """
    content = {
        "actor": row.actor,
        "causation": str(row.causation),
        "correlation": row.correlation,
        "data": hashlib.sha256(row.data).hexdigest(),
        "id": str(row.id),
        "key": str(row.key),
        "kind": row.kind,
        "object": str(row.object),
        "recorded_at": row.recorded_at.isoformat(),
        "roles": row.roles,
        "sequence": row.sequence,
        "time": row.time.isoformat(),
        "topic": row.topic,
        "traceparent": row.traceparent or "",
        "type": row.type,
    }
    return hashlib.sha256(row.previous_hash + to_json(content)).digest()


def chain(heads: dict[UUID, KeyHead], rows: Sequence[Row]) -> None:
    """Give each row its sequence and its link, moving the heads on."""
    for row in rows:
        head = heads[row.key]
        row.sequence = head.counts[row.stream] = head.counts.get(row.stream, 0) + 1
        row.previous_hash = head.last_hash
        row.hash = head.last_hash = link_hash(row)


async def lock_heads(conn: Conn, keys: Sequence[UUID]) -> dict[UUID, KeyHead]:
    """Lock the counter rows of ``keys`` in their order, making those that are missing."""
    found = await _lock(conn, keys)
    missing = sorted((key for key in keys if key not in found), key=AS_NUMBER)
    if missing:
        made = await conn.fetch(
            """
            insert into journal_key (key) select unnest($1::uuid[])
            on conflict do nothing returning key
            """,
            missing,
        )
        found |= {
            row["key"]: KeyHead({}, b"") for row in made
        }  # whoever makes a row holds its lock
    if raced := [key for key in missing if key not in found]:
        found |= await _lock(conn, raced)
    return found


async def _lock(conn: Conn, keys: Sequence[UUID]) -> dict[UUID, KeyHead]:
    rows = await conn.fetch(
        "select key, counts, last_hash from journal_key where key = any($1) order by key for update",
        list(keys),
    )
    return {row["key"]: KeyHead(row["counts"], row["last_hash"]) for row in rows}


async def append(conn: Conn, rows: Sequence[Row]) -> None:
    """Copy chained rows in, which keeps their order: an insert would sort them, bodies and all."""
    await conn.copy_records_to_table("journal", columns=COLUMNS, records=map(VALUES, rows))


async def save_heads(conn: Conn, heads: dict[UUID, KeyHead], touched: Sequence[UUID]) -> None:
    """Write the moved counter rows back and wake the relay when the transaction commits."""
    await conn.execute(
        """
        with written as (
            update journal_key set counts = moved.counts, last_hash = moved.last_hash
            from unnest($1::uuid[], $2::jsonb[], $3::bytea[]) as moved (key, counts, last_hash)
            where journal_key.key = moved.key
        )
        select pg_notify('journal', '')
        """,
        list(touched),
        [heads[key].counts for key in touched],
        [heads[key].last_hash for key in touched],
    )
