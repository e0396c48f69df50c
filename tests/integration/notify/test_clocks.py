"""What is due of notifying is asked as of every service: partners to be told, drafts to be sent."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.form_walk import begin

DUE = "/clocks?due_before=2026-04-30"


async def due(notify: Notify, who: str, path: str = DUE) -> list[dict[str, Any]]:
    answer = await notify.call("GET", path, who)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["clocks"]
    return found


@pytest.mark.need("L5")
async def test_partners_who_are_not_told_yet_are_due_to_those_who_may_know(notify: Notify) -> None:
    late = await notify.sent(partners_told_on=None, sender_reference="ASH-1")
    soon = {"aware_on": "2026-04-09", "occurred_on": "2026-04-09", "partners_told_on": None}
    more = {"sender_reference": "ASH-2", "lateness_reason": None, "positions": []}
    later = await notify.sent(**soon, **more)
    await notify.sent(sender_reference="ASH-3")
    for who in ("ashmere-case-system", "ashmere-police", "secretary", "regional-lead"):
        found = await due(notify, who)
        assert [(one["reference"], one["code"]) for one in found] == [
            (late["reference"], "N2"),
            (later["reference"], "N2"),
        ], who
    first, second = await due(notify, "secretary")
    assert (first["due_on"], first["overdue"]) == ("2026-04-07", True)
    assert (second["due_on"], second["overdue"]) == ("2026-04-16", False)
    assert (first["partnership"], first["basis"] != "") == ("ashmere", True)
    early = await due(notify, "secretary", "/clocks?due_before=2026-04-16")
    assert [one["reference"] for one in early] == [late["reference"]]
    assert await due(notify, "brackenford-police") == []
    wrong = await notify.call("GET", "/clocks?due_before=0", "secretary")
    assert wrong.json()["errors"][0]["reason"] == "Give a real date as YYYY-MM-DD."
    assert (await notify.call("GET", DUE, "administrator")).json()["code"] == "forbidden"


@pytest.mark.need("A3", "L5")
async def test_after_a_reassignment_the_partners_of_the_new_area_are_still_to_be_told(
    notify: Notify,
) -> None:
    first = await notify.sent()
    assert await due(notify, "secretary") == []
    body = {"authority_code": "991", "reason": "It happened there."}
    path = f"/notifications/{first['reference']}/reassignment"
    now = (await notify.call("POST", path, json=body)).json()
    assert (now["partners_told_on"], now["partners_clock"]) == (None, None)
    for who in ("brackenford-police", "secretary"):
        [one] = await due(notify, who)
        assert (one["reference"], one["code"]) == (first["reference"], "N2")
        assert one["due_on"] == first["partners_clock"]["due_on"]
    [told] = await notify.facts("notification-reassigned")
    clock = told["partners_clock"]
    assert (clock["started_on"], clock["met_on"]) == (first["aware_on"], None)


async def test_a_draft_is_due_to_those_who_may_write_in_it_alone(notify: Notify) -> None:
    notify.at(datetime(2026, 4, 10, 9, tzinfo=UTC))
    async with await notify.browser_of("ashmere-data") as browser:
        await begin(browser)
    await notify.service.db.pool.execute("update draft set aware_on = '2026-04-09'")
    [one] = await due(notify, "ashmere-data")
    assert (one["code"], one["due_on"]) == ("N1", "2026-04-16")
    assert one["reference"].startswith("draft/")
    for who in ("secretary", "ashmere-police", "ashmere-case-system"):
        assert await due(notify, who) == [], who
