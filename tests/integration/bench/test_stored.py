"""The cases that the bench stores by SQL stand in the tables as they are now."""

from collections.abc import Callable
from uuid import UUID

import asyncpg
import httpx
import pytest

from bench import stored
from chassis.calendar import calendar_version
from services.notify.notification.hashes import FOLDING
from services.notify.person.queries import unmatched
from services.review import running_clocks
from tests.conftest import Infra, MakeDatabase
from tests.integration.correspondence.letters_fixtures import Office, office
from tests.support.signing_in import cookies_of

__all__ = ["office"]

CASES = 5
FILLED = {
    "notify": (stored.notify, "notification"),
    "review": (stored.review, "rapid_review"),
    "correspondence": (stored.correspondence, "case_view"),
    "analytics": (stored.analytics, "case_row"),
}


@pytest.mark.parametrize("service", FILLED)
async def test_the_stored_cases_of_the_bench_fit_the_tables(
    infra: Infra, new_database: MakeDatabase, service: str
) -> None:
    fill: Callable[[int], str]
    fill, table = FILLED[service]
    conn = await asyncpg.connect(infra.dsn(f"{service}_owner", await new_database(service)))
    await conn.execute(fill(CASES))
    assert await conn.fetchval(f"select count(*) from {table}") == CASES
    await conn.close()


@pytest.mark.parametrize("page", ["/desk/cases", "/desk/cases/CSPR-2020-1"])
async def test_the_pages_that_are_measured_open_on_them(office: Office, page: str) -> None:
    await office.db.pool.execute(stored.correspondence(CASES))
    way = httpx.ASGITransport(office.app)
    cookies = await cookies_of(office.service, "secretary")
    async with httpx.AsyncClient(
        base_url="http://service.test", cookies=cookies, transport=way
    ) as reader:
        assert (await reader.get(page)).status_code == 200


async def test_no_timer_finds_anything_to_do_for_them(
    infra: Infra, new_database: MakeDatabase
) -> None:
    review = await asyncpg.connect(infra.dsn("review_owner", await new_database("review")))
    await review.execute(stored.review(CASES))
    assert await running_clocks.counted_otherwise(review, calendar_version(), CASES) == []
    assert len(await running_clocks.told(review, await _ids(review, "rapid_review"))) == CASES
    notify = await asyncpg.connect(infra.dsn("notify_owner", await new_database("notify")))
    await notify.execute(stored.notify(CASES))
    assert await unmatched(notify, FOLDING, CASES) == []
    assert len(await _ids(notify, "person")) == CASES
    for one in (review, notify):
        await one.close()


async def _ids(conn: asyncpg.Connection, table: str) -> list[UUID]:
    return [row["id"] for row in await conn.fetch(f"select id from {table}")]
