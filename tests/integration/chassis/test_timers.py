"""Timers: many of them, on a pool that is smaller."""

import asyncio
import contextlib

import pytest
from uuid_utils.compat import uuid7

from chassis.clock import RealClock
from chassis.db import Database
from chassis.retry import DATABASE
from chassis.schedule import Due, Every, Timekeeper
from tests.conftest import Infra, MakeDatabase

POOL = 4


@pytest.fixture
async def db(infra: Infra, new_database: MakeDatabase) -> Database:
    dsn = infra.dsn("review_service", await new_database("review"))
    opened = Database(dsn, RealClock(), name="timers", size=POOL)
    await opened.open()
    return opened


async def test_more_timers_than_connections_all_do_their_work(db: Database) -> None:
    done: list[str] = []
    all_at_it = asyncio.Barrier(POOL * 2)

    def timer(name: str) -> Every:
        async def work() -> int:
            await all_at_it.wait()
            async with db.begin():
                done.append(name)
            return 1

        return Every(name, 60, work)

    keeper = Timekeeper(db)
    timers = [timer(f"timer {uuid7()}") for _ in range(POOL * 2)]
    async with asyncio.timeout(10):
        await asyncio.gather(*map(keeper.one_round, timers))
    assert sorted(done) == sorted(one.name for one in timers)
    await keeper.close()
    await db.close()


async def test_what_one_process_is_at_no_other_does(db: Database) -> None:
    name, begun, end = str(uuid7()), asyncio.Event(), asyncio.Event()

    async def long() -> int:
        begun.set()
        await end.wait()
        return 1

    async def never() -> int:
        raise AssertionError

    here, there = Timekeeper(db), Timekeeper(db)
    first = asyncio.create_task(here.one_round(Every(name, 60, long)))
    await begun.wait()
    assert await there.one_round(Every(name, 60, never)) == 0
    end.set()
    assert await first == 1
    assert await there.one_round(Every(name, 60, long)) == 1
    for keeper in (here, there):
        await keeper.close()
    await db.close()


async def test_a_lock_whose_connection_is_gone_is_taken_on_another(db: Database) -> None:
    async def work() -> int:
        return 1

    keeper, timer = Timekeeper(db), Every(str(uuid7()), 60, work)
    assert await keeper.one_round(timer) == 1
    await db.pool.expire_connections()
    await db.pool.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where pid <> pg_backend_pid() and datname = current_database() and usename = current_user"
    )
    with contextlib.suppress(*DATABASE):
        await keeper.one_round(timer)
    assert await keeper.one_round(timer) == 1
    await keeper.close()
    await db.close()


@pytest.mark.parametrize(("done", "rounds"), [(0, 1), (2, 1), (3, 4)])
async def test_only_after_a_full_round_the_next_one_comes_soon(
    db: Database, done: int, rounds: int
) -> None:
    at_it, begun = asyncio.Event(), 0

    async def work() -> int:
        nonlocal begun
        begun += 1
        if begun == rounds:
            at_it.set()
        return done

    keeper = Timekeeper(db)
    kept = asyncio.create_task(keeper.keep(Every(str(uuid7()), 60, work, full=3)))
    async with asyncio.timeout(10):
        await at_it.wait()
    await asyncio.sleep(0.2)
    assert (begun == rounds) is (rounds == 1)
    kept.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await kept
    await keeper.close()
    await db.close()


async def test_a_timer_that_is_told_of_work_looks_then_and_when_what_is_there_falls_due(
    db: Database,
) -> None:
    rounds: asyncio.Queue[int] = asyncio.Queue()
    waits: list[float] = []

    async def work() -> int:
        rounds.put_nowait(1)
        return 0

    async def next_s() -> float | None:
        return waits.pop() if waits else None

    timer = Every(str(uuid7()), 0.05, work, due=Due("made_up", 60, next_s))
    keeper = Timekeeper(db, [timer])
    keeping = asyncio.create_task(keeper.keep(timer))
    async with asyncio.timeout(10):
        for _at_the_start in range(2):  # the second because nobody listened before the first
            await rounds.get()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(rounds.get(), 1)
            raise AssertionError("it looks though nothing is told")
        waits.append(0.2)
        await db.pool.execute("select pg_notify('made_up', '')")
        for _told_and_due in range(2):
            await rounds.get()
    keeping.cancel()
    await asyncio.wait([keeping])
    await keeper.close()
    await db.close()
