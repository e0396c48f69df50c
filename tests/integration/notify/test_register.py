"""The register: loaded once, announced once, whole."""

from collections import Counter

import pytest

from services.notify.register.handlers import load_register
from services.notify.register.store import areas_of
from tests.integration.notify.conftest import Notify

LOADED = "select type, data from journal where stream = 'uk.cspr.notify.register'"


@pytest.mark.need("A3")
async def test_every_authority_and_partnership_is_announced_once(notify: Notify) -> None:
    db = notify.service.db
    assert await load_register(db) == 0
    rows = await db.pool.fetch(LOADED)
    assert Counter(row["type"].split(".")[3] for row in rows) == {
        "authority-registered": 155,
        "partnership-registered": 155,
    }
    regions = await db.pool.fetch(
        "select region_code, count(*) from authority where not made_up group by 1 order by 1"
    )
    assert [row["count"] for row in regions] == [12, 24, 15, 10, 14, 11, 33, 19, 15]


async def test_partnerships_are_marked_made_up_for_want_of_a_table(notify: Notify) -> None:
    pool = notify.service.db.pool
    assert await pool.fetchval("select bool_and(made_up) from partnership")
    assert await pool.fetchval("select count(*) from authority where made_up") == 2


async def test_an_authority_leads_to_its_partnership_and_region(notify: Notify) -> None:
    async with notify.service.db.read() as conn:
        areas = await areas_of(conn, ["990", "805", "000"])
    assert set(areas) == {"990", "805"}
    assert (areas["990"].partnership, areas["990"].region_code) == ("ashmere", "E12000005")
    assert (areas["805"].authority_name, areas["805"].region_name) == ("Hartlepool", "North East")
