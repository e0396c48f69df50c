"""A bank holiday is proclaimed once: kept, told, and counted with from then on."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta

import asyncpg
import pydantic_core
import pytest

from chassis import proclaimed
from chassis.calendar import add_working_days, forget, is_working_day
from chassis.conn import Conn
from services.notify.bank_holiday.handlers import proclaim
from tests.integration.notify.conftest import Notify


@pytest.fixture(autouse=True)
def nothing_proclaimed() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.need("L5")
async def test_a_proclaimed_day_is_told_once_and_counted_with(notify: Notify) -> None:
    db = notify.service.db
    async with db.begin() as tx:
        today = tx.today
        day = add_working_days(today, 3)
        fact = await proclaim(tx, day, "Thanks", holiday=True, on=today, actor="person:staff")
    assert fact is not None
    assert (fact.day, fact.proclaimed_on) == (day, today)
    async with db.begin() as tx:
        again = await proclaim(tx, day, "Thanks", holiday=True, on=today, actor="person:staff")
    assert again is None
    assert not is_working_day(day)
    assert is_working_day(day, today - timedelta(days=1)), "the day before, nobody knew"
    rows = await db.pool.fetch("select data from journal where type like '%proclaimed.v1'")
    assert [pydantic_core.from_json(r["data"])["day"] for r in rows] == [day.isoformat()]


async def test_a_database_that_is_away_for_a_moment_is_asked_again(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with notify.service.db.begin() as tx:
        day = add_working_days(tx.today, 3)
        await proclaim(tx, day, "Thanks", holiday=True, on=tx.today, actor="person:staff")
    forget()
    away = iter([ConnectionRefusedError(), asyncpg.CannotConnectNowError("starting up")])
    learnt = asyncio.Event()

    async def load(conn: Conn) -> None:
        for error in away:
            raise error
        await load_for_true(conn)
        learnt.set()

    load_for_true = proclaimed.load
    monkeypatch.setattr(proclaimed, "load", load)
    monkeypatch.setattr(proclaimed, "PACE_S", 0)
    keeping = asyncio.create_task(proclaimed.keep_up(notify.service.db))
    async with asyncio.timeout(10):
        await learnt.wait()
    assert not is_working_day(day)
    keeping.cancel()


async def test_a_process_that_starts_later_knows_it_too(notify: Notify) -> None:
    db = notify.service.db
    async with db.begin() as tx:
        day: date = add_working_days(tx.today, 3)
        await proclaim(tx, day, "Thanks", holiday=True, on=tx.today, actor="person:staff")
    forget()
    assert is_working_day(day)
    async with db.read() as conn:
        await proclaimed.load(conn)
    assert not is_working_day(day)
