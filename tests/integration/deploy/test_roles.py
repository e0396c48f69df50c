"""Four databases, four owners, four lesser roles, tried on a real server: nobody enters another's."""

import asyncpg
import pytest

from deploy.local.home import SERVICES
from tests.conftest import PARTS, Infra, MakeDatabase

STRANGERS = [(role, other) for role in SERVICES for other in SERVICES if role != other]
FORBIDDEN = (
    "update journal set data = 'x'",
    "update journal set position = default",
    "delete from journal",
    "truncate journal",
    "drop table journal",
    "alter table journal disable trigger all",
    "delete from access_log",
    "update access_log set actor = 'x'",
    "insert into migration values ('x', 'y')",
    "create table of_my_own (x int)",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("role", "other"), STRANGERS)
async def test_no_role_enters_the_database_of_another_service(
    infra: Infra, role: str, other: str, part: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=f'database "{other}"'):
        await asyncpg.connect(infra.dsn(f"{role}_{part}", other))


@pytest.mark.parametrize("database", ["postgres", "template1"])
@pytest.mark.parametrize("service", SERVICES)
async def test_no_service_enters_the_servers_own_databases(
    infra: Infra, service: str, database: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(infra.dsn(f"{service}_service", database))


@pytest.mark.parametrize(("role", "other"), STRANGERS)
async def test_a_tests_database_is_as_closed_as_the_real_one(
    infra: Infra, new_database: MakeDatabase, role: str, other: str
) -> None:
    name = await new_database(other)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match=f'database "{name}"'):
        await asyncpg.connect(infra.dsn(f"{role}_service", name))


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_can_not_rewrite_what_happened(
    infra: Infra, new_database: MakeDatabase, service: str
) -> None:
    name = await new_database(service)
    conn = await asyncpg.connect(infra.dsn(f"{service}_service", name))
    for statement in FORBIDDEN:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(statement)
    await conn.execute("delete from journal_waiting")
    await conn.close()
