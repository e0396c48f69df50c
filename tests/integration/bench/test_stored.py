"""The cases that the bench stores by SQL stand in the tables as they are now."""

from collections.abc import Callable

import asyncpg
import pytest

from bench import stored
from tests.conftest import Infra, MakeDatabase

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
