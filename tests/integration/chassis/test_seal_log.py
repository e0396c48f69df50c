"""The log of reads is sealed: what is changed, taken out or slipped in below a seal is found."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from chassis import ops
from chassis.cli_log import told_seals
from chassis.clock import RealClock
from chassis.db import Database
from chassis.seal_log import Head, head, seal, verify_log
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


FORGED = """
insert into access_log_seal (number, last_position, rows, previous_hash, hash)
values ({number}, {last}, {rows}, '{before}', 'x')
"""


@pytest.mark.need("J1")
@pytest.mark.parametrize(
    "forged",
    [
        {"number": 1, "last": 3, "rows": 1, "before": ""},
        {"number": 2, "last": 3, "rows": 1, "before": ""},
        {"number": 2, "last": 9999, "rows": 1, "before": "{before}"},
        {"number": 2, "last": 3, "rows": 7, "before": "{before}"},
    ],
)
async def test_a_seal_that_does_not_follow_the_one_before_is_not_taken(
    log: Log, forged: dict[str, Any]
) -> None:
    await log.look("one", "two")
    await seal(log.db)
    await log.look("three")
    hash_ = await log.db.pool.fetchval("select hash from access_log_seal")
    statement = FORGED.format(**forged).replace("{before}", f"\\x{hash_.hex()}")
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await log.db.pool.execute(statement)
    assert await seal(log.db) == 1


@pytest.mark.need("J1")
async def test_a_service_makes_no_log_of_its_own_to_hold_a_seal_against(log: Log) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await log.db.pool.execute("create temporary table access_log (position bigint)")


@pytest.mark.need("J1")
async def test_where_another_seals_at_the_same_moment_there_is_nothing_left_to_seal(
    log: Log,
) -> None:
    await log.look("one", "two", "three")
    async with log.db.begin() as tx:
        await tx.conn.execute(FORGED.format(number=1, last=3, rows=3, before=""))
        sealing = asyncio.create_task(seal(log.db))
        await asyncio.sleep(0.3)
    assert await sealing == 0


@pytest.mark.need("J1")
@pytest.mark.parametrize(
    "statement",
    [
        SLIPPED_IN,
        SLIPPED_IN.replace("position", "at").replace("(0,", "(now() - interval '1 day',"),
        "insert into access_log_seal values (1, 1, 1, '', 'x', now() - interval '1 day')",
    ],
)
async def test_the_service_says_neither_where_a_row_stands_nor_when_it_was_written(
    log: Log, statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await log.db.pool.execute(statement)


@pytest.mark.need("J1")
async def test_an_end_that_was_cut_off_or_sealed_anew_is_found_by_what_was_logged(log: Log) -> None:
    with capture_logs() as lines:
        for one in ("one", "two", "three"):
            await log.look(one)
            await seal(log.db)
    written = [json.dumps({**line, "service": "review"}) for line in lines]
    found, unread = told_seals([*written, written[0][:-9], "something else"])
    assert unread == 1, "a torn line is no line"
    told = found["review"]
    assert (await verify_log(log.owner, told)).broken == []
    await log.as_owner("delete from access_log where object = 'three'")
    await log.as_owner("delete from access_log_seal where number = 3")
    assert (await verify_log(log.owner)).broken == [], "its own database does not show it"
    assert (await verify_log(log.owner, told)).broken == ["seal 3: it was told and is gone now"]
    await log.look("another")
    await seal(log.db)
    assert (await verify_log(log.owner, told)).broken == ["seal 3: it was told and is another now"]


@pytest.mark.need("J1")
async def test_rows_that_wait_long_for_their_seal_are_told_of_and_waited_for(log: Log) -> None:
    await log.look("one")
    await log.as_owner("update access_log set at = now() - interval '2 minutes'")
    async with log.db.read() as conn:
        waits = await head(conn)
    assert (waits.number, round(waits.waits_s)) == (0, 120)
    async with log.db.begin() as tx:
        await ops.note(tx.conn, "person:a", "looked", "slow")
        with capture_logs() as lines:
            assert await seal(log.db) == 0
    assert [line["event"] for line in lines] == ["the access log waits to be sealed"]
    assert await seal(log.db) == 2
    async with log.db.read() as conn:
        assert await head(conn) == Head(1, 0)


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
