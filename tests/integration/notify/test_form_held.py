"""Who may open a draft: whoever it was handed to, as long as they belong there, and until it is taken back."""

from dataclasses import replace

import pytest

from deploy.local.people import BY_SUB
from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_clocks import due
from tests.integration.notify.test_form_together import POLICE, choices, hand_over, two_at_one
from tests.support.form_walk import begin
from tests.support.page import HTML, page, submit

NOTIFIER, COLLEAGUE = "ashmere-data", "ashmere-duty"
TOLD = "select action, allowed from access_log where actor = $1 order by position"


def moves_away(monkeypatch: pytest.MonkeyPatch, sub: str) -> None:
    there = {"organisation": "991", "authorities": ("991",), "partnerships": ("brackenford",)}
    monkeypatch.setitem(BY_SUB, sub, replace(BY_SUB[sub], **there))  # type: ignore[arg-type]


@pytest.mark.need("J1", "J2")
@pytest.mark.parametrize("sub", [COLLEAGUE, NOTIFIER])
async def test_who_has_moved_away_opens_it_no_more_and_that_they_tried_is_written_down(
    notify: Notify, monkeypatch: pytest.MonkeyPatch, sub: str
) -> None:
    async with two_at_one(notify) as (_browser, other, draft):
        await page(other, draft)
    await notify.service.db.pool.execute("update draft set aware_on = '2026-04-09'")
    assert len(await due(notify, sub)) == 1
    notify.tokens.clear()
    moves_away(monkeypatch, sub)
    async with await notify.browser_of(sub) as browser:
        for more in ("", "/who-1", "/check", "/hand-over", "/delete"):
            assert (await browser.get(f"{draft}{more}", headers=HTML)).status_code == 404, more
        assert "You have no drafts." in (await page(browser, "/drafts")).text
    assert await due(notify, sub) == []
    rows = await notify.service.db.pool.fetch(TOLD, f"person:{sub}")
    assert [tuple(row) for row in rows].count(("opened a draft", False)) == 5


@pytest.mark.need("J1")
async def test_what_was_handed_over_is_taken_back_and_both_are_written_down(
    notify: Notify,
) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        hers = await page(other, f"{draft}/hand-over")
        assert "Take it back" not in hers.text
        shown = await page(browser, f"{draft}/hand-over")
        assert "Take it back from Beatrix Lowe, Ashmere" in shown.text
        taken = await submit(browser, shown, {}, action="/take-back")
        assert "It is taken back." in taken.text
        assert (await other.get(draft, headers=HTML)).status_code == 404
        assert "You have no drafts." in (await page(other, "/drafts")).text
        await hand_over(browser, draft, f"person:{COLLEAGUE}")
        await page(other, draft)
    rows = await notify.service.db.pool.fetch(TOLD, f"person:{NOTIFIER}")
    shared = [row["action"] for row in rows if "a draft " in row["action"]]
    handed = f"handed over a draft to person:{COLLEAGUE}"
    assert shared == [handed, f"took back a draft from person:{COLLEAGUE}", handed]


async def test_nobody_takes_it_back_from_who_began_it(notify: Notify) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        shown = await page(browser, f"{draft}/hand-over")
        token = (await page(other, draft)).soup.select_one("header input[name=token]")
        assert token is not None
        assert shown.form("/take-back")
        sent = {"token": token["value"], "holder": f"person:{NOTIFIER}"}
        answer = await other.post(f"{draft}/hand-over/take-back", data=sent, headers=HTML)
        assert answer.status_code == 403
        assert (await page(browser, draft)).status == 200


async def test_an_agency_loses_what_is_taken_back_from_it(notify: Notify) -> None:
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(POLICE) as police,
    ):
        draft = await begin(browser)
        await hand_over(browser, draft, (await choices(browser, draft))["Ashmere Police"])
        await page(police, draft)
        shown = await page(browser, f"{draft}/hand-over")
        await submit(browser, shown, {}, action="/take-back")
        assert (await police.get(draft, headers=HTML)).status_code == 404
