"""The access log made evident: rows sealed range by range, each seal chained to the one before, and the reader of it."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import rfc8785
import structlog

from chassis.conn import Conn
from chassis.db import Database

log = structlog.get_logger()
ROWS_MAX = 2000
LOCK = 7164716
LOCK_S_MAX = "200ms"
LATE_LOCK_S_MAX = "1s"
LATE_S = 60.0
FIRST = -(2**63)
"""Below every position: a row that is slipped in before the first is seen too."""
COLUMNS = ("actor", "action", "object", "purpose")
SEALED = "access log sealed"


@dataclass(frozen=True)
class Sealed:
    """What a look at the log found: how far it is sealed, by what, and what does not hold."""

    rows: int
    unsealed: int
    number: int
    hash: str
    broken: Sequence[str]


@dataclass(frozen=True)
class Head:
    """How far the log is sealed, and for how long the oldest row has waited that is not."""

    number: int
    waits_s: float


async def head(conn: Conn) -> Head:
    """Where the sealing stands now."""
    row = await conn.fetchrow(
        """
        with last as (
            select number, last_position from access_log_seal order by number desc limit 1
        )
        select coalesce((select number from last), 0) as number, coalesce((
            select extract(epoch from clock_timestamp() - at) from access_log
            where position > coalesce((select last_position from last), $1)
            order by position limit 1
        ), 0)::float8 as waits_s
        """,
        FIRST,
    )
    assert row, "a row of two values"
    return Head(**row)


async def seal(db: Database) -> int:
    """Seal what was written since the last time, a range at most, and tell it in the log; how many rows."""
    async with db.read() as conn:
        late = (await head(conn)).waits_s > LATE_S
    try:
        async with db.begin() as tx:
            end = await _end(tx.conn, LATE_LOCK_S_MAX if late else LOCK_S_MAX)
    except asyncpg.LockNotAvailableError:  # too busy just now: the next round takes more
        if late:
            log.warning("the access log waits to be sealed")
        return 0
    try:
        return await _seal_to(db, end)
    except asyncpg.IntegrityConstraintViolationError:  # another has just sealed it
        return 0


async def _seal_to(db: Database, end: int) -> int:
    async with db.begin() as tx:
        last = await tx.conn.fetchrow(
            "select number, last_position, hash from access_log_seal order by number desc limit 1"
        )
        number, after, before = tuple(last) if last else (0, FIRST, b"")
        rows = await _rows(tx.conn, after, end, ROWS_MAX)
        if not rows:
            return 0
        made = link(before, rows)
        await tx.conn.execute(
            """
            insert into access_log_seal (number, last_position, rows, previous_hash, hash)
            values ($1, $2, $3, $4, $5)
            """,
            *(number + 1, rows[-1]["position"], len(rows), before, made),
        )
    # outside the database: who could rewrite all of it there can not take this line back
    log.info(SEALED, seal=number + 1, hash=made.hex(), count=len(rows))
    return len(rows)


async def _end(conn: Conn, patience: str) -> int:
    """The last position; nobody holds one below it that is not committed: they share the lock until then."""
    await conn.execute(f"set local lock_timeout = '{patience}'")
    await conn.execute("select pg_advisory_xact_lock($1)", LOCK)
    found: int = await conn.fetchval("select coalesce(max(position), 0) from access_log")
    return found


async def _rows(
    conn: Conn | asyncpg.Connection, after: int, end: int, limit: int | None
) -> list[Any]:
    return list(
        await conn.fetch(
            """
            select position, at, business_at, actor, roles, action, object, purpose, allowed
            from access_log where position > $1 and position <= $2 order by position limit $3
            """,
            after,
            end,
            limit,
        )
    )


def link(before: bytes, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The hash of a range, bound to that of the range before."""
    told = hashlib.sha256(before)
    for row in rows:
        content: dict[str, Any] = {name: row[name] or "" for name in COLUMNS}
        content |= {"at": row["at"].isoformat(), "business_at": row["business_at"].isoformat()}
        content |= {"position": str(row["position"]), "roles": list(row["roles"])}
        told.update(rfc8785.dumps({**content, "allowed": row["allowed"]}))
    return told.digest()


async def verify_log(dsn: str, told: Collection[tuple[int, str]] = ()) -> Sealed:
    """Read the whole log against its seals, and those against what was told of them; raises OSError, PostgresError."""
    conn = await asyncpg.connect(dsn)
    try:
        async with conn.transaction(readonly=True, isolation="repeatable_read"):
            seals = await conn.fetch("select * from access_log_seal order by number")
            broken = _untrue(told, {one["number"]: one["hash"].hex() for one in seals})
            after, before, number, count = FIRST, b"", 0, 0
            for one in seals:
                rows = await _rows(conn, after, one["last_position"], None)
                broken += _wrong(one, number, before, after, rows)
                after, before, number = one["last_position"], one["hash"], one["number"]
                count += len(rows)
            waits = await conn.fetchval(
                "select count(*) from access_log where position > $1", after
            )
    finally:
        await conn.close()
    return Sealed(count, waits, number, before.hex(), broken)


def _untrue(told: Collection[tuple[int, str]], kept: Mapping[int, str]) -> list[str]:
    """Seals that stand in a log outside, and are gone from the database or are others there."""
    return [
        f"seal {number}: it was told and is {'another' if number in kept else 'gone'} now"
        for number, hash_ in sorted(told)
        if kept.get(number) != hash_
    ]


def _wrong(
    seal_: asyncpg.Record, number: int, before: bytes, after: int, rows: Sequence[Any]
) -> list[str]:
    where = f"rows {max(after, 0) + 1} to {seal_['last_position']}"
    if seal_["number"] != number + 1 or seal_["previous_hash"] != before:
        return [f"{where}: the seal before theirs is missing, or was changed"]
    if len(rows) != seal_["rows"]:
        return [f"{where}: {seal_['rows']} were sealed, {len(rows)} are there"]
    return [] if link(before, rows) == seal_["hash"] else [f"{where}: their content was changed"]
