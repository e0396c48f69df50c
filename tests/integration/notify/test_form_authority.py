"""For which authority a draft is: chosen when there are several, changed when it was the wrong one or has ended."""

from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from deploy.local.people import BY_SUB
from services.notify.register.handlers import apply
from tests.integration.notify.conftest import Notify
from tests.support.form_walk import ANSWERS, begin, fill, send
from tests.support.page import Page, page, submit

NOTIFIER = "ashmere-data"
CHANGES = b"""action,kind,code,on,name,gss_code,region,police_force,authorities,successors
begin,authority,995,2026-05-01,Ashbrack,E99000995,E12000005,E99230990,,
begin,partnership,ashbrack,2026-05-01,Ashbrack Partnership,,,,995,
end,authority,990,2026-04-30,,,,,,995
end,partnership,ashmere,2026-04-30,,,,,,ashbrack
"""
LATE = {"lateness": {"lateness_reason": "medical_evidence"}}


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """She notifies for two authorities."""
    also(monkeypatch, "991")


def also(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    who = replace(BY_SUB[NOTIFIER], authorities=("990", code))
    monkeypatch.setitem(BY_SUB, NOTIFIER, who)  # type: ignore[arg-type]


async def begin_for(browser: httpx.AsyncClient, code: str) -> str:
    shown = await page(browser, "/drafts")
    begun = await submit(browser, shown, {"authority_code": code}, action="/drafts")
    return begun.address.partition("?")[0]


async def ended(notify: Notify) -> None:
    async with notify.service.db.begin() as tx:
        planned = await apply(tx, "merger.csv", CHANGES, "test")
    assert not planned.faults
    notify.at(datetime(2026, 5, 4, 9, tzinfo=UTC))


def offered(shown: Page) -> list[str]:
    return [str(one["value"]) for one in shown.soup.select("main input[type=radio]")]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("first", ["/", "/drafts"])
async def test_whoever_notifies_for_two_authorities_chooses_one(notify: Notify, first: str) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, first)
        asked = await submit(browser, shown, {}, action="/drafts", status=422)
        assert asked.errors == {"authority_code": "Choose for which authority."}
        assert await notify.service.db.pool.fetchval("select count(*) from draft") == 0
        begun = await submit(browser, asked, {"authority_code": "991"}, action="/drafts")
        assert "Brackenford" in begun.text


@pytest.mark.usefixtures("two")
@pytest.mark.need("K4")
async def test_the_authority_is_changed_and_nothing_typed_is_lost(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin_for(browser, "990")
        areas = {"area0.authority_code": "990", "area0.role": "residence"}
        await fill(browser, draft, {**ANSWERS, "areas": areas})
        stale = await page(browser, f"{draft}/check")
        asked = await page(browser, f"{draft}/authority")
        assert offered(asked) == ["991"]
        wrong = await submit(browser, asked, {}, status=422)
        assert wrong.errors == {"authority_code": "Choose the authority that notifies."}
        await submit(browser, asked, {"authority_code": "805"}, status=422)
        changed = await submit(browser, wrong, {"authority_code": "991"})
        assert (changed.h1, "Authority Brackenford" in changed.text) == ("Check your answers", True)
        await submit(browser, stale, {}, status=409)
        assert (await send(browser, draft)).h1 == "Notification sent"
    [submitted] = await notify.facts("notification-submitted")
    assert submitted["area"]["authority_code"] == "991"


@pytest.mark.need("K4", "A3")
async def test_a_draft_of_an_authority_that_has_ended_is_sent_by_its_successor(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {**ANSWERS, **LATE})
    await ended(notify)
    also(monkeypatch, "995")
    async with await notify.browser_of(NOTIFIER) as browser:
        assert "Not ready yet" in (await page(browser, draft)).text
        checked = await page(browser, f"{draft}/check")
        [(words, where)] = [
            (w, h) for w, h in checked.links.items() if h.endswith("/authority#authority_code")
        ]
        assert words == "Ashmere ended on 30 April 2026. Its successor notifies: Ashbrack (995)."
        refused = await submit(browser, checked, {}, status=422)
        assert words in refused.text
        there = await page(browser, where.partition("#")[0])
        assert offered(there) == ["995"]
        changed = await submit(browser, there, {"authority_code": "995"})
        assert not changed.errors
        assert (await send(browser, draft)).h1 == "Notification sent"
    [submitted] = await notify.facts("notification-submitted")
    assert submitted["area"]["authority_code"] == "995"
