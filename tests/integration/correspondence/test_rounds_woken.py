"""A round that waits for work is told of it by the transaction that makes it; who left is looked for where somebody did."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from chassis.tx import Cause
from services.correspondence.office_holder import handlers, store
from services.correspondence.office_holder.commands import Command, End, Enter, Person
from tests.conftest import Infra
from tests.integration.correspondence.letters_fixtures import Office, office
from tests.integration.correspondence.review_letters_fixtures import tell

__all__ = ["office"]
POLICE, BY, HOLDER = "ashmere-police", "person:keeper", UUID(int=1)
LEFT = "select state from office_holder where first_leaver(state) < '2026-06-10'"
START, LAST = date(2026, 6, 1), date(2026, 6, 9)


@pytest.fixture
async def heard(office: Office, infra: Infra) -> "AsyncIterator[asyncio.Queue[str]]":
    name = await office.db.pool.fetchval("select current_database()")
    conn = await asyncpg.connect(infra.dsn("correspondence_service", name))
    found: asyncio.Queue[str] = asyncio.Queue()
    for channel in ("deliveries", "news"):
        await conn.add_listener(channel, lambda _c, _p, told, _s: found.put_nowait(told))
    yield found
    await conn.close()


async def test_the_post_is_told_of_each_letter_and_of_its_receipt_and_news_of_what_is_public(
    office: Office, heard: "asyncio.Queue[str]"
) -> None:
    async with asyncio.timeout(50):
        await office.issue()
        assert await heard.get() == "deliveries"
        while not heard.empty():
            heard.get_nowait()
        await office.db.pool.execute("update delivery set due_at = due_at + interval '1 hour'")
        await office.db.pool.execute("update delivery set due_at = due_at - interval '1 minute'")
        assert await heard.get() == "deliveries"
        while not heard.empty():
            heard.get_nowait()
        await tell(office, "comments_on_report")
        assert await heard.get() == "news"


async def test_only_organisations_are_looked_at_that_somebody_left(office: Office) -> None:
    async def say(command: Command) -> None:
        key = store.id_of(POLICE)
        async with office.db.begin([key]) as tx:
            await handlers.give(tx, POLICE, command, Cause(uuid7(), "request", str(key), BY))

    async def leavers() -> list[str | None]:
        rows = await office.db.pool.fetch("select first_leaver(state) as day from office_holder")
        return [row["day"] for row in rows]

    office.at(datetime(2026, 6, 9, 9, tzinfo=UTC))
    await say(Enter(BY, LAST, HOLDER, "delegate", Person("D. Delegate", "d@police.example"), START))
    assert await leavers() == [None]
    await say(End(BY, LAST, HOLDER, LAST))
    assert await leavers() == ["2026-06-09"]
    async with office.db.read() as conn:
        assert await store.left_before(conn, date(2026, 6, 9), 10) == []
        assert await store.left_before(conn, date(2026, 6, 10), 10) == [POLICE]
        await conn.execute("set local enable_seqscan = off")
        plan = await conn.fetch(f"explain {LEFT}")
    assert any("office_holder_by_leaver" in row[0] for row in plan)
