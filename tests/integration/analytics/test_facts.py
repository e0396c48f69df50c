"""Facts in, numbers out: each once, and the same when they are folded again."""

import pytest

from services.analytics.rebuild import rebuild
from tests.integration.analytics.conftest import Analytics
from tests.integration.analytics.england import all_folded, england, reviews_with_theme
from tests.unit.analytics.told import decided, notified


async def state(analytics: Analytics) -> dict[str, list[str]]:
    return await all_folded(analytics.service.db.pool)


async def test_a_fact_delivered_twice_changes_nothing(analytics: Analytics) -> None:
    key, fact = notified(1, "2026-04-10")
    record = analytics.told_by.record(fact, key)
    topic = analytics.told_by.consumes.topics()[0]
    await analytics.told_by.poll(topic, [record, record])
    before = await state(analytics)
    await analytics.told_by.poll(topic, [record])
    assert await state(analytics) == before
    pool = analytics.service.db.pool
    assert await pool.fetchval("select count(*) from fact") == 1
    assert await pool.fetchval("select value from measure where name = 'notified'") == 1


@pytest.mark.need("H1")
async def test_folded_again_from_the_kept_facts_the_numbers_are_the_same(
    analytics: Analytics,
) -> None:
    told = [*england(), *reviews_with_theme()]
    await analytics.tell(told)
    live = await state(analytics)
    assert live["measure"]
    assert await rebuild(analytics.service.db) == len(told)
    assert await state(analytics) == live
    await analytics.service.db.pool.execute("delete from measure")
    answer = await analytics.call("POST", "/rebuild", "analyst")
    assert answer.json() == {"facts": len(told)}
    assert await state(analytics) == live


async def test_only_analysts_rebuild(analytics: Analytics) -> None:
    assert (await analytics.call("POST", "/rebuild", "secretary")).status_code == 403


@pytest.mark.need("H3", "H8")
async def test_a_theme_that_recurs_is_detected_once_with_n_of_n(analytics: Analytics) -> None:
    await analytics.tell(reviews_with_theme())
    [found] = await analytics.facts("theme-recurrence-detected")
    assert (found["theme"], found["reviews"], found["of_reviews"]) == (
        "unseen_male_carer",
        14,
        60,
    )
    assert (found["partnerships"], found["of_partnerships"], found["percent"]) == (11, 40, 23.3)
    north_east = {"region_code": "E12000001", "region_name": "North East"}
    assert found["regions"] == [{**north_east, "percent": 25, "percent_before": None}]
    assert found["regions_months"] == 18
    await analytics.tell([notified(200, "2026-05-01"), decided(200, "2026-06-04")])
    assert len(await analytics.facts("theme-recurrence-detected")) == 1
