"""Migrations: numbered without a gap, never edited, applied once; the journal can not be rewritten."""

import re
from pathlib import Path

import asyncpg
import pytest

from chassis.migrate import MigrationEdited, NotMigrated, assert_migrated, migrate
from deploy.local.home import SERVICES
from tests.conftest import Infra, MakeDatabase

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("folder", ["chassis", *(f"services/{name}" for name in SERVICES)])
def test_numbers_do_not_repeat(folder: str) -> None:
    names = sorted(file.name for file in (ROOT / folder / "sql").glob("*.sql"))
    assert names
    numbers = [name[:4] for name in names]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.sql", name) for name in names)
    assert len(set(numbers)) == len(numbers)


async def test_a_second_run_applies_nothing(infra: Infra, new_database: MakeDatabase) -> None:
    name = await new_database("review")
    dsn = infra.dsn("review_owner", name)
    assert await migrate(dsn, "review", "review_service") == []


async def test_an_edited_migration_is_refused(infra: Infra, new_database: MakeDatabase) -> None:
    name = await new_database("review")
    dsn = infra.dsn("review_owner", name)
    conn = await asyncpg.connect(dsn)
    await conn.execute("update migration set checksum = 'other' where name like 'review/%'")
    await conn.close()
    with pytest.raises(MigrationEdited, match="add a new file"):
        await migrate(dsn, "review", "review_service")


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_sees_with_its_lesser_role_whether_its_database_is_ready(
    infra: Infra, new_database: MakeDatabase, service: str
) -> None:
    name = await new_database(service)
    conn = await asyncpg.connect(infra.dsn(f"{service}_service", name))
    await assert_migrated(conn, service)
    owner = await asyncpg.connect(infra.dsn(f"{service}_owner", name))
    await owner.execute(
        "delete from migration where name = (select max(name) from migration where name like $1)",
        f"{service}/%",
    )
    with pytest.raises(NotMigrated, match=f"database of {service} lacks {service}/0"):
        await assert_migrated(conn, service)
    await owner.execute("drop table migration")
    with pytest.raises(NotMigrated, match="lacks chassis/0001"):
        await assert_migrated(conn, service)
    await owner.close()
    await conn.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update journal set data = 'x'",
        "delete from journal",
        "truncate journal",
        "delete from access_log",
        "update access_log set actor = 'x'",
        "drop table journal",
    ],
)
async def test_a_service_can_not_rewrite_what_happened(
    infra: Infra, new_database: MakeDatabase, statement: str
) -> None:
    name = await new_database("review")
    conn = await asyncpg.connect(infra.dsn("review_service", name))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await conn.execute(statement)
    await conn.execute("update journal set published_at = null")
    await conn.close()
