"""Plain numbered SQL, forward only, under a lock; what was applied is remembered by checksum."""

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

import asyncpg

from chassis.conn import Conn

LOCK = 0x63737072  # "cspr"


class MigrationEdited(RuntimeError):
    """A migration that was already applied has other bytes now."""


class NotMigrated(RuntimeError):
    """The database lacks a migration that this code leans on."""


def migrations(service: str) -> list[tuple[str, str]]:
    """(name, SQL) of the chassis first, then of the service, each folder in order of number."""
    folders = [("chassis", resources.files("chassis") / "sql")]
    folders.append((service, resources.files(f"services.{service}") / "sql"))
    return [
        (f"{owner}/{file.name}", file.read_text()) for owner, path in folders for file in _sql(path)
    ]


def _sql(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)


async def migrate(owner_dsn: str, service: str, service_role: str) -> list[str]:
    """Apply what is missing as the owner and grant the lesser role; the names applied come back.

    Raises MigrationEdited when an applied file changed.
    """
    conn = await asyncpg.connect(owner_dsn, server_settings={"lock_timeout": "10s"})
    try:
        await conn.execute("select pg_advisory_lock($1)", LOCK)
        await _prepare(conn, service_role)
        done = {
            row["name"]: row["checksum"]
            for row in await conn.fetch("select name, checksum from migration")
        }
        applied = [name for name, sql in migrations(service) if await _apply(conn, done, name, sql)]
        await _restrict(conn, service_role)
        return applied
    finally:
        await conn.close()


async def assert_migrated(conn: Conn, service: str) -> None:
    """Raise NotMigrated unless all of this code's migrations were applied; later ones may have been."""
    try:
        done = {row["name"] for row in await conn.fetch("select name from migration")}
    except (asyncpg.UndefinedTableError, asyncpg.InsufficientPrivilegeError):
        done = set()
    for name, _ in migrations(service):
        if name not in done:
            message = (
                f"the database of {service} lacks {name}: it is to be migrated by its owner first"
            )
            raise NotMigrated(message)


async def _prepare(conn: asyncpg.Connection, role: str) -> None:
    await conn.execute(
        f"""
        create table if not exists migration (
            name text primary key,
            checksum text not null,
            applied_at timestamptz not null default clock_timestamp()
        );
        grant usage on schema public to {role};
        grant select on migration to {role};
        alter default privileges in schema public
            grant select, insert, update, delete on tables to {role};
        alter default privileges in schema public grant usage on sequences to {role};
        """
    )


async def _apply(conn: asyncpg.Connection, done: dict[str, str], name: str, sql: str) -> bool:
    checksum = hashlib.sha256(sql.encode()).hexdigest()
    if name in done:
        if done[name] != checksum:
            message = f"{name} was changed after it was applied: add a new file instead"
            raise MigrationEdited(message)
        return False
    async with conn.transaction():
        await conn.execute(sql)
        await conn.execute("insert into migration values ($1, $2)", name, checksum)
    return True


async def _restrict(conn: asyncpg.Connection, role: str) -> None:
    """The journal and the log of reads are only ever added to; when and where in the log, the database says."""
    await conn.execute(
        f"""
        revoke update, delete, truncate on journal, migration from {role};
        revoke insert on migration from {role};
        do $$ begin
            if to_regclass('access_log') is not null then
                revoke insert, update, delete, truncate on access_log, access_log_seal from {role};
                grant insert (business_at, actor, roles, action, object, purpose, allowed)
                    on access_log to {role};
                grant insert (number, last_position, rows, previous_hash, hash)
                    on access_log_seal to {role};
            end if;
        end $$;
        """
    )
