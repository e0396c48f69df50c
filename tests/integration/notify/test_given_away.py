"""Who gives a notification to another authority gets one answer, however often it asks."""

import asyncio

import pytest

from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_later_changes import post, read


@pytest.mark.need("A3", "J2", "L2")
async def test_who_gave_it_and_lost_the_answer_gets_it_again_and_nothing_that_came_after(
    notify: Notify,
) -> None:
    first = await notify.sent()
    gave = await post(notify, first, "reassignment", authority_code="991")
    path = f"/notifications/{first['reference']}"
    stated = {"partner": "authority", "position": "agreed"}
    await notify.call("POST", f"{path}/positions", "brackenford-data", json=stated)
    await post(notify, first, "amendments", "brackenford-data", outline="Ours now.")
    before = await notify.facts()
    again = await post(notify, first, "reassignment", authority_code="991")
    assert (again.status_code, again.json()) == (200, gave.json())
    assert await notify.facts() == before, "nothing happened again"
    assert (await post(notify, first, "reassignment", authority_code="990")).status_code == 404
    assert (await read(notify, first)).json() == first
    for who in ("ashmere-police", "ashmere-sandbox"):
        refused = await post(notify, first, "reassignment", who, authority_code="991")
        assert refused.status_code in (403, 404), who


@pytest.mark.need("A3", "L2")
async def test_two_who_give_it_at_once_get_one_answer(notify: Notify) -> None:
    first = await notify.sent()
    both = [post(notify, first, "reassignment", authority_code="991") for _ in range(2)]
    one, other = await asyncio.gather(*both)
    assert (one.status_code, one.json()) == (200, other.json())
    assert len(await notify.facts("notification-reassigned")) == 1
