"""Several people at one draft, a session that ends, and how long a draft is kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from cryptography.exceptions import InvalidTag
from uuid_utils.compat import uuid7

from deploy.local.people import BY_SUB
from services.notify.draft import store
from services.notify.draft.handlers import Drafts
from services.notify.draft.locked import Locked
from services.notify.register.queries import homes_of
from tests.integration.notify.conftest import IDENTITY_KEY, NOTIFIED_AT, Notify
from tests.support.form_walk import ANSWERS, begin, fill, send
from tests.support.notifications import CANARY
from tests.support.page import HTML, Page, page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import sign_in

NOTIFIER, COLLEAGUE, POLICE = "ashmere-data", "ashmere-duty", "ashmere-police"
IDLE = "update web_session set seen_at = seen_at - interval '2 hours'"
AGAIN = "Sign in again and go back to the form"
FOCUSED = ".govuk-notification-banner[role=alert]"


def field(shown: Page, name: str) -> str:
    found = shown.soup.select_one(f"main [name='{name}']")
    assert found, f"{shown.address} has no field {name}"
    return found.get_text().lstrip("\n") if found.name == "textarea" else str(found.get("value"))


async def choices(browser: httpx.AsyncClient, draft: str) -> dict[str, str]:
    shown = await page(browser, f"{draft}/hand-over")
    return {o.get_text(): str(o["value"]) for o in shown.soup.select("select[name=to] option")}


async def hand_over(browser: httpx.AsyncClient, draft: str, to: str) -> Page:
    shown = await page(browser, f"{draft}/hand-over")
    return await submit(browser, shown, {"to": to})


async def test_a_colleague_goes_on_with_it_and_sends_it(notify: Notify) -> None:
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(COLLEAGUE) as other,
    ):
        await page(other, "/drafts")  # from now on she can be chosen
        draft = await begin(browser)
        await fill(browser, draft, {"account": ANSWERS["account"]})
        assert (await other.get(draft, headers=HTML)).status_code == 404
        to = (await choices(browser, draft))["Beatrix Lowe, Ashmere"]
        handed = await hand_over(browser, draft, to)
        assert "It is handed over." in handed.text
        assert "Saved last" in (await page(other, "/drafts")).text
        assert field(await page(other, f"{draft}/account"), "outline").startswith("An infant")
        await fill(other, draft)
        assert (await send(other, draft)).h1 == "Notification sent"
    rows = await notify.service.db.pool.fetch("select actor, action, object from access_log")
    told = [(r["actor"], r["action"]) for r in rows if r["object"].startswith("draft ")]
    assert (f"person:{NOTIFIER}", f"handed over a draft to person:{COLLEAGUE}") in told


@pytest.mark.need("J1")
async def test_who_opens_a_draft_is_written_down(notify: Notify) -> None:
    async with two_at_one(notify) as (_browser, other, draft):
        for name in ("", "/who-1", "/check"):
            await page(other, f"{draft}{name}")
    rows = await notify.service.db.pool.fetch(
        "select action, object from access_log where actor = 'person:ashmere-duty' order by position"
    )
    looked = ["opened a draft", "opened a draft, who-1", "opened a draft, check"]
    id_ = draft.rpartition("/")[2]
    assert [tuple(row) for row in rows] == [(one, f"draft {id_}") for one in looked]


async def test_a_double_click_begins_one_draft(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, "/drafts")
        first = await submit(browser, shown, {}, action="/drafts")
        second = await submit(browser, shown, {}, action="/drafts")
        assert first.address == second.address
    assert await notify.service.db.pool.fetchval("select count(*) from draft") == 1


async def test_a_child_that_was_not_added_for_a_crash_is_added_at_the_next_click(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_given: object) -> None:
        raise RuntimeError("the process is killed here")

    async with await notify.browser_of(NOTIFIER) as browser:
        shown = await page(browser, await begin(browser))
        with monkeypatch.context() as broken:
            broken.setattr(store, "save", crash)
            await submit(browser, shown, {}, action="/children", status=500)
        for _ in range(2):
            added = await submit(browser, shown, {}, action="/children")
    assert "Child 2: who the child is" in added.text
    assert "Child 3" not in added.text


async def test_a_partner_agency_writes_in_it_and_can_not_send_it(notify: Notify) -> None:
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(POLICE) as police,
        await notify.browser_of("brackenford-data") as elsewhere,
    ):
        await page(elsewhere, "/drafts")
        draft = await begin(browser)
        offered = await choices(browser, draft)
        assert "Hamid Orrin" not in str(offered)
        await hand_over(browser, draft, offered["Ashmere Police"])
        await fill(police, draft)
        checked = await page(police, f"{draft}/check")
        assert "Only somebody who notifies for Ashmere can send this." in checked.text
        token = checked.soup.select_one("header input[name=token]")
        assert token is not None
        answer = await police.post(f"{draft}/check", data={"token": token["value"]}, headers=HTML)
        assert answer.status_code == 403
    assert await notify.facts() == []


async def test_who_notifies_elsewhere_can_not_send_what_was_handed_to_them(
    notify: Notify, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = replace(BY_SUB["brackenford-data"], partnerships=("ashmere", "brackenford"))
    monkeypatch.setitem(BY_SUB, "brackenford-data", both)  # type: ignore[arg-type]
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of("brackenford-data") as elsewhere,
    ):
        draft = await begin(browser)
        await fill(browser, draft)
        await notify.service.db.pool.execute(
            "update draft set holders = holders || array['person:brackenford-data']"
        )
        checked = await page(elsewhere, f"{draft}/check")
        token = checked.soup.select_one("header input[name=token]")
        assert token is not None
        sent = {"token": token["value"], "version": "99"}
        answer = await elsewhere.post(f"{draft}/check", data=sent, headers=HTML)
        assert answer.status_code == 403
        assert "only in the name of your own authority" in answer.text
    assert await notify.facts() == []


@pytest.mark.parametrize("version", ["²", "9" * 5000], ids=["a raised two", "many digits"])
async def test_a_version_that_is_no_number_is_one_that_nobody_saw(
    notify: Notify, version: str
) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
        token = field(await page(browser, f"{draft}/account"), "token")
        sent = {"token": token, "version": version}
        answer = await browser.post(f"{draft}/check", data=sent, headers=HTML)
        assert answer.status_code == 409
    assert await notify.facts() == []


@asynccontextmanager
async def two_at_one(
    notify: Notify,
) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient, str]]:
    """Two people of one authority, and a draft that both have."""
    async with (
        await notify.browser_of(NOTIFIER) as browser,
        await notify.browser_of(COLLEAGUE) as other,
    ):
        await page(other, "/drafts")
        draft = await begin(browser)
        await hand_over(browser, draft, "person:ashmere-duty")
        yield browser, other, draft


@pytest.mark.need("K4")
async def test_a_stale_page_is_refused_with_what_changed_and_nothing_typed_is_lost(
    notify: Notify,
) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        mine = await page(browser, f"{draft}/account")
        theirs = await page(other, f"{draft}/account")
        await submit(other, theirs, {"outline": "What she wrote."})
        refused = await submit(browser, mine, {"outline": "What he wrote."}, status=409)
        assert "Beatrix Lowe saved this page on 10 April 2026" in refused.text
        assert "What she wrote." in refused.text
        assert refused.soup.select_one(FOCUSED), "the conflict does not have the focus"
        assert field(refused, "outline") == "What he wrote."
        assert field(await page(other, f"{draft}/account"), "outline") == "What she wrote."
        await submit(browser, refused, {"outline": "What both wrote."})
        assert field(await page(other, f"{draft}/account"), "outline") == "What both wrote."


async def test_two_people_on_two_pages_do_not_disturb_each_other(notify: Notify) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        mine = await page(browser, f"{draft}/account")
        await fill(other, draft, {"about": ANSWERS["about"]})
        saved = await submit(browser, mine, ANSWERS["account"])
        assert saved.h1 == "Circumstances"


async def test_what_was_looked_over_is_what_is_sent(notify: Notify) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        await fill(browser, draft)
        checked = await page(browser, f"{draft}/check")
        await fill(other, draft, {"account": {"outline": "Something else altogether."}})
        refused = await submit(browser, checked, {}, status=409)
        assert "An answer was changed since you opened this page." in refused.text
        assert refused.soup.select_one(FOCUSED), "that nothing was sent does not have the focus"
        assert (await submit(browser, refused, {})).h1 == "Notification sent"


@pytest.mark.need("K4")
async def test_typing_is_kept_on_the_way_and_gives_way_to_what_was_saved(notify: Notify) -> None:
    async with two_at_one(notify) as (browser, other, draft):
        mine = await page(browser, f"{draft}/account")
        typing = await _type(browser, mine, "Half a sent")
        assert typing.json()["version"] == 3
        assert field(await page(browser, f"{draft}/account"), "outline") == "Half a sent"
        saved = await submit(browser, mine, {"outline": "Half a sentence."})  # the same form
        assert saved.status == 200
        late = await _type(browser, mine, "Half a sent")
        assert (late.status_code, late.json()["code"]) == (409, "stale")
        assert field(await page(other, f"{draft}/account"), "outline") == "Half a sentence."


async def _type(browser: httpx.AsyncClient, shown: Page, words: str) -> httpx.Response:
    form = shown.form("/account")
    sent = {n: field(shown, n) for n in ("token", "version")} | {"outline": words}
    headers = {"accept": "application/json", "sec-fetch-site": "same-origin"}
    return await browser.post(str(form["data-typed"]), data=sent, headers=headers)


@pytest.mark.need("K4")
@pytest.mark.parametrize("asked", ["", "?back=check&look=1"])
async def test_a_session_that_ended_in_the_middle_loses_no_word(notify: Notify, asked: str) -> None:
    async with httpx.AsyncClient(base_url=notify.url, timeout=ANSWER_S_MAX) as browser:
        await sign_in(browser, f"{notify.url}/", NOTIFIER)
        draft = await begin(browser)
        shown = await page(browser, f"{draft}/who-1{asked}")
        await notify.service.db.pool.execute(IDLE)
        typed = {"family_name": CANARY, "nhs_number": "12", "address_not_known[]": ["yes"]}
        late = await submit(browser, shown, typed, status=401)
        assert "Nothing you typed is lost." in late.text
        await sign_in(browser, f"{notify.url}{late.links[AGAIN]}", NOTIFIER)
        wanted = parse_qs(urlsplit(late.links[AGAIN]).query)["next"][0]
        again = await page(browser, wanted)
        assert (field(again, "family_name"), field(again, "nhs_number")) == (CANARY, "12")
        assert again.soup.select_one("#address_not_known[checked]")
        await submit(browser, again, {}, status=422)
        assert field(await page(browser, f"{draft}/who-1"), "family_name") == CANARY


async def test_a_late_form_does_not_write_over_what_somebody_saved_meanwhile(
    notify: Notify,
) -> None:
    async with (
        httpx.AsyncClient(base_url=notify.url, timeout=ANSWER_S_MAX) as browser,
        await notify.browser_of(COLLEAGUE) as other,
    ):
        await page(other, "/drafts")
        await sign_in(browser, f"{notify.url}/", NOTIFIER)
        draft = await begin(browser)
        await hand_over(browser, draft, "person:ashmere-duty")
        shown = await page(browser, f"{draft}/account")
        await fill(other, draft, {"account": {"outline": "What she wrote."}})
        await notify.service.db.pool.execute(IDLE)
        late = await submit(browser, shown, {"outline": "What he wrote."}, status=401)
        await sign_in(browser, f"{notify.url}{late.links[AGAIN]}", NOTIFIER)
        again = await page(browser, parse_qs(urlsplit(late.links[AGAIN]).query)["next"][0])
        refused = await submit(browser, again, {}, status=409)
        assert "What she wrote." in refused.text
        assert field(refused, "outline") == "What he wrote."


SOON = "A draft begun on 10 April 2026 will be deleted on 9 July 2026"


def drafts_of(notify: Notify) -> Drafts:
    return Drafts(notify.service, Locked(IDENTITY_KEY), homes_of)


@pytest.mark.need("K4")
async def test_a_draft_is_reminded_of_on_day_83_and_gone_on_day_90(notify: Notify) -> None:
    drafts, pool = drafts_of(notify), notify.service.db.pool
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {"who-1": ANSWERS["who-1"]})
        seen: dict[int, Any] = {}
        for day in (82, 83, 89):
            notify.at(NOTIFIED_AT + timedelta(days=day))
            while await drafts.round():
                pass
            async with await notify.browser_of(NOTIFIER) as again:
                seen[day] = (
                    "This draft is deleted on 9 July 2026" in (await page(again, "/drafts")).text,
                    *[
                        (await page(again, path)).links.get(SOON) == draft.removeprefix(notify.url)
                        for path in ("/", "/notifications", "/files")
                    ],
                )
        assert seen == {82: (False,) * 4, 83: (True,) * 4, 89: (True,) * 4}
        async with await notify.browser_of(COLLEAGUE) as other:
            assert SOON not in (await page(other, "/")).text
        notify.at(NOTIFIED_AT + timedelta(days=90))
        while await drafts.round():
            pass
        assert "You have no drafts." in (await page(browser, "/drafts")).text
        assert (await browser.get(draft, headers=HTML)).status_code == 404
    for table in ("draft", "draft_change", "form_sent"):
        assert await pool.fetchval(f"select count(*) from {table}") == 0
    [*_, row] = await pool.fetch("select actor, action from access_log order by position")
    assert tuple(row) == ("system:notify", "deleted a draft after its time")


async def test_a_draft_that_nobody_can_read_holds_up_no_other_and_goes_in_its_time(
    notify: Notify,
) -> None:
    drafts, pool = drafts_of(notify), notify.service.db.pool
    async with await notify.browser_of(NOTIFIER) as browser:
        damaged, whole = await begin(browser), await begin(browser)
        await pool.execute(
            "update draft set content = 'damaged', started_on = started_on - 1 where id = $1",
            UUID(damaged.rpartition("/")[2]),
        )
        notify.at(NOTIFIED_AT + timedelta(days=84))
        assert await drafts.round() == 1
        reminded = await pool.fetch("select id from draft where reminded_on is not null")
        assert [str(row["id"]) for row in reminded] == [whole.rpartition("/")[2]]
    notify.at(NOTIFIED_AT + timedelta(days=90))
    assert await drafts.round() == 2
    assert await pool.fetchval("select count(*) from draft") == 0
    rows = await pool.fetch(
        "select from access_log where action = 'deleted a draft after its time'"
    )
    assert len(rows) == 2


async def test_a_draft_that_is_not_wanted_is_deleted_at_once(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        gone = await submit(browser, await page(browser, f"{draft}/delete"), {})
        assert "The draft is deleted." in gone.text
        shown = await browser.get(f"{draft}/who-1", headers=HTML)
        assert shown.status_code == 404


async def test_what_comes_after_a_draft_is_gone_is_shown_to_be_copied(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        shown = await page(browser, f"{draft}/account")
        await submit(browser, await page(browser, f"{draft}/delete"), {})
        lost = await submit(browser, shown, {"outline": "What was typed."}, status=404)
        assert lost.h1 == "This draft is not there any more"
        assert "What was typed." in lost.text


@pytest.mark.need("J1")
async def test_what_stands_in_a_draft_is_encrypted_and_bound_to_it(notify: Notify) -> None:
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft)
    row = await notify.service.db.pool.fetchrow("select * from draft")
    assert CANARY.encode() not in bytes(row["content"])
    rows = await notify.service.db.pool.fetch("select t::text from draft_change t")
    assert CANARY not in str(rows)
    locked, id_ = Locked(IDENTITY_KEY), UUID(draft.rpartition("/")[2])
    assert locked.open(id_, row["wrapped_key"], row["content"]).children == (1,)
    with pytest.raises(InvalidTag):
        locked.open(uuid7(), row["wrapped_key"], row["content"])


async def test_the_clock_of_a_year_whose_holidays_are_not_known_is_no_fault(
    notify: Notify,
) -> None:
    notify.at(datetime(2031, 4, 10, tzinfo=UTC))
    async with await notify.browser_of(NOTIFIER) as browser:
        draft = await begin(browser)
        await fill(browser, draft, {"account": ANSWERS["account"]})
        assert (await page(browser, f"{draft}/check")).h1 == "Check your answers"
