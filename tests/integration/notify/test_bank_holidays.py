"""A bank holiday is proclaimed once: kept, told, and counted with from then on."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pydantic_core
import pytest

from chassis import cli_reach, proclaimed
from chassis.calendar import add_working_days, forget, is_working_day
from chassis.clock import RealClock, set_clock
from chassis.conn import Conn
from contracts.calendar import Occasion, ProclaimBankHolidayV1
from services.notify.bank_holiday.handlers import proclaim
from services.notify.consumers import build_consumes
from services.notify.notification.identity import IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, NOTIFIED_AT, Notify
from tests.support.records import Deliverer, journalled


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


async def asked(notify: Notify, day: date, roles: str, number: int) -> dict[str, object]:
    """The answer to a proclamation from the desk."""
    consumes = build_consumes(notify.service.keys, IdentityStore(IDENTITY_KEY))
    desk = Deliverer(consumes, notify.service.db, sent_at=NOTIFIED_AT, roles=roles)
    id_ = UUID(int=number)
    command = ProclaimBankHolidayV1(proclamation_id=id_, day=day, occasion=Occasion.JUBILEE)
    await desk.give(command, id_)
    [*_, answer] = await journalled(notify.service.db, "notify-answer")
    return answer


@pytest.mark.need("L5")
async def test_staff_proclaim_a_day_from_the_desk_and_are_answered(notify: Notify) -> None:
    day = date(2026, 4, 17)
    done = await asked(notify, day, "secretary", 1)
    assert (done["outcome"], len(done["facts"])) == ("done", 1)  # type: ignore[arg-type]
    [told] = await journalled(notify.service.db, "bank-holiday-proclaimed")
    assert (told["day"], told["title"], told["proclaimed_on"]) == (
        "2026-04-17",
        "Jubilee",
        "2026-04-10",
    )
    again = await asked(notify, day, "administrator", 2)
    assert (again["outcome"], again["facts"]) == ("done", [])
    past = await asked(notify, date(2026, 4, 10), "secretary", 3)
    assert (past["outcome"], past["code"], past["field"]) == ("refused", "past", "day")
    stranger = await asked(notify, date(2026, 4, 20), "member", 4)
    assert (stranger["outcome"], stranger["code"]) == ("refused", "forbidden")
    async with notify.service.db.read() as conn:
        await proclaimed.load(conn)
    assert not is_working_day(day)


def test_on_the_command_line_it_is_the_day_of_a_demonstration_where_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nothing could be proclaimed in a story that plays after the machine's own day."""
    assert isinstance(cli_reach.clock(), RealClock)
    file = tmp_path / "clock"
    monkeypatch.setenv("CSPR_CLOCK_FILE", str(file))
    set_clock(file, datetime(2031, 2, 5, 11, tzinfo=UTC))
    assert cli_reach.clock().now().date() == date(2031, 2, 5)
