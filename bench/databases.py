"""PostgreSQL of the bench: a database a round, copied from a template, and when its rows were committed."""

import asyncio
import time
from pathlib import Path

import asyncpg

from bench.topics import LOOK_S, TooSlow
from chassis.migrate import migrate

PEER_TABLES = Path(__file__).parent / "limits" / "tables.sql"


async def copy(admin: str, template: str, name: str, owner: str) -> None:
    """Copy a template, file by file; the server writes all to disk before it answers."""
    conn = await asyncpg.connect(admin)
    try:
        await conn.execute(
            f"create database {name} template {template} strategy file_copy owner {owner}"
        )
    finally:
        await conn.close()


async def drop(admin: str, name: str) -> None:
    """Drop the database of a round."""
    conn = await asyncpg.connect(admin)
    try:
        await conn.execute(f"drop database if exists {name} with (force)")
    finally:
        await conn.close()


async def make_service(admin: str, owner: str, service: str, name: str, fill: str) -> None:
    """A migrated database of a service; ``fill`` is SQL that stores cases in it."""
    await copy(admin, "template0", name, f"{service}_owner")
    await migrate(owner, service, f"{service}_service")
    await run(owner, fill, analyse=True)


async def run(dsn: str, sql: str, *, analyse: bool = False) -> None:
    """Run statements, and let the planner see what they made."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        if sql:
            await conn.execute(sql)
        if analyse:
            await conn.execute("vacuum analyze")
    finally:
        await conn.close()


async def wait_for_rows(dsn: str, query: str, rows: int, s_max: float) -> None:
    """Until ``query`` counts so many; raises TooSlow."""
    conn = await asyncpg.connect(dsn)
    try:
        deadline = time.monotonic() + s_max
        while (there := await conn.fetchval(query)) < rows:
            if time.monotonic() > deadline:
                message = f"{there} of {rows} rows after {s_max:.0f} s: {query}"
                raise TooSlow(message)
            await asyncio.sleep(LOOK_S)
    finally:
        await conn.close()


async def committed(dsn: str, table: str, key: str = "id") -> dict[object, float]:
    """When the transaction that wrote each row was committed, by the server's own record."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        rows = await conn.fetch(
            f"select {key} as key, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 as at"  # noqa: S608
            f" from {table}"
        )
        return {row["key"]: row["at"] for row in rows}
    finally:
        await conn.close()


async def value(dsn: str, query: str) -> int:
    """The one number that a query gives."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        return int(await conn.fetchval(query))
    finally:
        await conn.close()


async def commits(dsn: str, table: str) -> list[float]:
    """The moments at which all rows were committed, in order."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        rows = await conn.fetch(
            "select extract(epoch from pg_xact_commit_timestamp(xmin))::float8 as at, count(*) as rows"  # noqa: S608
            f" from {table} group by 1 order by 1"
        )
        return [row["at"] for row in rows for _ in range(row["rows"])]
    finally:
        await conn.close()


async def pairs(dsn: str, query: str) -> list[tuple[str, str]]:
    """Every row of a query of two columns."""
    conn = await asyncpg.connect(dsn, command_timeout=600)
    try:
        return [(one, other) for one, other in await conn.fetch(query)]
    finally:
        await conn.close()
