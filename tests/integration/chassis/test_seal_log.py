"""The log of reads is sealed: what is changed, taken out or slipped in below a seal is found."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from chassis import ops
from chassis.clock import RealClock
from chassis.db import Database
from chassis.seal_log import seal, verify_log
from tests.conftest import Infra, MakeDatabase

SLIPPED_IN = """
insert into access_log (position, business_at, actor, roles, action, object, allowed)
overriding system value values (0, now(), 'a', '{}', 'b', 'c', true)
"""


class Log:
    """A service's log with its owner beside it, who could change rows."""

    def __init__(self, infra: Infra, name: str) -> None:
        self.db = Database(infra.dsn("review_service", name), RealClock(), name="test", size=4)
        self.owner = infra.dsn("review_owner", name)

    async def look(self, *abouts: str) -> None:
        async with self.db.begin() as tx:
            for one in abouts:
                await ops.note(tx.conn, "person:a", "looked", one)

    async def as_owner(self, statement: str) -> None:
        conn = await asyncpg.connect(self.owner)
        await conn.execute(statement)
        await conn.close()


@pytest.fixture
async def log(infra: Infra, new_database: MakeDatabase) -> AsyncIterator[Log]:
    made = Log(infra, await new_database("review"))
    async with made.db.opened():
        yield made


@pytest.mark.need("J1")
async def test_a_log_that_nobody_touched_holds_and_says_what_is_not_sealed_yet(log: Log) -> None:
    await log.look("one", "two")
    assert await seal(log.db) == 2
    await log.look("three")
    assert await seal(log.db) == 1
    assert await seal(log.db) == 0
    await log.look("four")
    found = await verify_log(log.owner)
    assert (found.rows, found.unsealed, found.number, found.broken) == (3, 1, 2, [])


@pytest.mark.need("J1")
@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("update access_log set actor = 'person:b' where object = 'two'", "content was changed"),
        ("update access_log set allowed = false where object = 'one'", "content was changed"),
        ("delete from access_log where object = 'two'", "2 were sealed, 1 are there"),
        ("delete from access_log_seal where number = 1", "the seal before theirs is missing"),
        (SLIPPED_IN, "2 were sealed, 3 are there"),
    ],
)
async def test_what_is_done_below_a_seal_is_found(log: Log, done: str, told: str) -> None:
    await log.look("one", "two")
    await seal(log.db)
    await log.look("three")
    await seal(log.db)
    await log.as_owner(done)
    found = await verify_log(log.owner)
    assert found.broken
    assert told in found.broken[0]


@pytest.mark.need("J1")
async def test_the_service_itself_can_neither_change_nor_remove_a_seal(log: Log) -> None:
    for statement in (
        "update access_log_seal set rows = 1",
        "delete from access_log_seal",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await log.db.pool.execute(statement)


@pytest.mark.need("J1")
async def test_a_row_that_is_not_committed_yet_is_not_passed_over(log: Log) -> None:
    await log.look("one")
    async with log.db.begin() as tx:
        await ops.note(tx.conn, "person:a", "looked", "slow")
        other = asyncio.create_task(log.look("quick"))
        assert await seal(log.db) == 0, "who writes is waited for, and not for long"
    await other
    assert await seal(log.db) == 3
    found = await verify_log(log.owner)
    assert (found.rows, found.broken) == (3, [])
