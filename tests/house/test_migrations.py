"""Migrations: numbered without a gap, never edited, applied once."""

import re
from pathlib import Path

import asyncpg
import pytest

from chassis.migrate import MigrationEdited, NotMigrated, assert_migrated, migrate
from deploy.local.home import SERVICES
from tests.conftest import Infra, MakeDatabase

ROOT = Path(__file__).resolve().parents[2]


FOLDERS = ("chassis", *(f"services/{name}" for name in SERVICES))
NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")


def misnamed(folder: Path) -> list[str]:
    """Migrations that are no sentence, or whose number does not follow the one before."""
    names = sorted(file.name for file in folder.glob("*.sql"))
    return [
        name
        for number, name in enumerate(names, 1)
        if not (NAME.fullmatch(name) and name.startswith(f"{number:04}_"))
    ]


@pytest.mark.parametrize("folder", FOLDERS)
def test_migrations_are_numbered_without_a_gap(folder: str) -> None:
    assert list((ROOT / folder / "sql").glob("*.sql"))
    assert misnamed(ROOT / folder / "sql") == []


@pytest.mark.parametrize("planted", ["0003_c.sql", "0001_b.sql", "2_c.sql", "0002_More.sql"])
def test_a_migration_out_of_its_place_is_seen(tmp_path: Path, planted: str) -> None:
    for name in ("0001_a.sql", planted):
        (tmp_path / name).touch()
    assert misnamed(tmp_path) == [planted]


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


@pytest.mark.parametrize("service", SERVICES)
async def test_no_rule_of_a_table_is_left_unchecked_for_rows_of_before(
    infra: Infra, new_database: MakeDatabase, service: str
) -> None:
    conn = await asyncpg.connect(infra.dsn(f"{service}_owner", await new_database(service)))
    unchecked = await conn.fetch("select conname from pg_constraint where not convalidated")
    await conn.close()
    assert [row["conname"] for row in unchecked] == []
