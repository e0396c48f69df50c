"""A separate reader of the journal's chain: its own canonical JSON, its own arithmetic."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import rfc8785

FETCH = 1000


@dataclass(frozen=True)
class Break:
    """The first row of a key that does not hold."""

    position: int
    id: UUID
    type: str
    why: str


async def verify(dsn: str) -> tuple[int, list[Break]]:
    """How many rows were read, and the first break of each key; raises OSError, PostgresError."""
    conn = await asyncpg.connect(dsn)
    last: dict[UUID, bytes] = {}
    counts: dict[tuple[UUID, str], int] = {}
    broken: dict[UUID, Break] = {}
    rows = 0
    try:
        # one moment for rows and heads: what is written meanwhile is no cut tail
        async with conn.transaction(readonly=True, isolation="repeatable_read"):
            async for row in _rows(conn):
                rows += 1
                if row["key"] not in broken and (why := _wrong(row, last, counts)):
                    broken[row["key"]] = Break(row["position"], row["id"], row["type"], why)
                last[row["key"]] = row["hash"]
                counts[row["key"], row["stream"]] = row["sequence"]
            broken |= await _cut_tails(conn, last, broken)
    finally:
        await conn.close()
    return rows, sorted(broken.values(), key=lambda one: one.position)


def _wrong(
    row: asyncpg.Record, last: dict[UUID, bytes], counts: dict[tuple[UUID, str], int]
) -> str | None:
    if row["previous_hash"] != last.get(row["key"], b""):
        return "the row before it is missing, or was changed"
    if row["sequence"] != counts.get((row["key"], row["stream"]), 0) + 1:
        return "its sequence does not follow"
    if row["hash"] != _link(row):
        return "its content was changed"
    return None


def _link(row: asyncpg.Record) -> bytes:
    text = ("id", "kind", "type", "topic", "key", "object", "causation", "correlation", "actor")
    content: dict[str, str | int] = {name: str(row[name]) for name in (*text, "roles")}
    content["sequence"] = row["sequence"]
    content["traceparent"] = row["traceparent"] or ""
    content |= {name: row[name].isoformat() for name in ("time", "recorded_at")}
    content["data"] = hashlib.sha256(row["data"]).hexdigest()
    return hashlib.sha256(row["previous_hash"] + rfc8785.dumps(content)).digest()


async def _rows(conn: asyncpg.Connection) -> AsyncIterator[asyncpg.Record]:
    async for row in conn.cursor("select * from journal order by position", prefetch=FETCH):
        yield row


async def _cut_tails(
    conn: asyncpg.Connection, last: dict[UUID, bytes], broken: dict[UUID, Break]
) -> dict[UUID, Break]:
    heads = await conn.fetch("select key, last_hash from journal_key where last_hash <> ''")
    return {
        row["key"]: Break(0, row["key"], "journal_key", "the end of its chain was cut off")
        for row in heads
        if row["key"] not in broken and last.get(row["key"]) != row["last_hash"]
    }
