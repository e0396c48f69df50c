"""A bank holiday is proclaimed once: kept, told, and counted with from then on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pydantic_core
import pytest

from chassis import cli_reach, proclaimed
from chassis.calendar import add_working_days, forget, is_working_day
from chassis.clock import RealClock, set_clock
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


def test_on_the_command_line_it_is_the_day_of_a_demonstration_where_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else nothing could be proclaimed in a story that plays after the machine's own day."""
    assert isinstance(cli_reach.clock(), RealClock)
    file = tmp_path / "clock"
    monkeypatch.setenv("CSPR_CLOCK_FILE", str(file))
    set_clock(file, datetime(2031, 2, 5, 11, tzinfo=UTC))
    assert cli_reach.clock().now().date() == date(2031, 2, 5)
