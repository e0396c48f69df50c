"""Webinars from the desk to the public page and the calendars that follow it."""

from datetime import UTC, datetime

import httpx
import pytest

from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.support.page import HTML, page, submit

__all__ = ["office", "pages"]
DESK, OPEN = f"{ADDRESS}/desk/webinars", f"{ADDRESS}/webinars"
TYPED = {
    "title": "Unseen carers",
    "on-day": "15",
    "on-month": "7",
    "on-year": "2026",
    "at": "14:00",
    "minutes": "60",
    "address": "https://panel.example/join",
    "themes[]": ["unseen_male_carer"],
    "audiences[]": ["practitioner"],
}


def anyone(pages: Pages) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=ADDRESS, transport=httpx.ASGITransport(pages.office.app))


@pytest.mark.need("D13")
async def test_a_webinar_is_announced_by_one_approved_by_another_and_followed_by_calendars(
    pages: Pages,
) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("chair")
    new = await page(one, f"{DESK}/new")
    empty = await submit(one, new, {"minutes": "5"}, status=422, action="/webinars")
    assert set(empty.errors) == {"title", "on-day", "at", "minutes", "address"}
    past = {**TYPED, "on-year": "2025"}
    refused = await submit(one, new, past, status=409, action="/webinars")
    assert "still to come" in refused.text
    waits = await submit(one, new, TYPED, action="/webinars")
    assert "You had a hand in this" in waits.text
    here = waits.address.split("?")[0]
    async with anyone(pages) as client:
        assert "Unseen carers" not in (await page(client, OPEN)).text
        await submit(other, await page(other, here), {}, action="/approval")
        shown = await page(client, OPEN)
        assert "Unseen carers Wednesday 15 July 2026, 2:00pm to 3:00pm (BST)" in shown.text
        assert "Unseen carers" not in (await page(client, f"{OPEN}?audience=leader")).text
        assert "Unseen carers" in (await page(client, f"{ADDRESS}/news?audience=practitioner")).text
        feed = await client.get("/webinars.ics?audience=practitioner&theme=unseen_male_carer")
        assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "NAME:Made-up data: Webinars of The Child" in feed.text
        assert "DTSTART:20260715T130000Z" in feed.text
        alone = await client.get(shown.links["Put it in your calendar"])
        assert "SEQUENCE:0" in alone.text
        await submit(one, await page(one, here), {"at": "15:00"}, action=here[len(ADDRESS) :])
        waiting = await page(other, here)
        assert "2:00pm to 3:00pm (BST) Wednesday 15 July 2026, 3:00pm" in waiting.text
        await submit(other, waiting, {}, action="/approval")
        moved = await client.get("/webinars.ics")
        assert "SEQUENCE:1" in moved.text
        assert moved.headers["etag"] != feed.headers["etag"]
        pages.office.at(datetime(2026, 7, 15, 16, tzinfo=UTC))
        one = await pages.browser("secretary")
        held = await page(one, here)
        wrong = await submit(one, held, {"police": "many"}, action="/attendance", status=422)
        assert list(wrong.errors) == ["police"]
        assert "Unseen carers" in str(wrong.soup.select_one("#title")), "the other form stands"
        came = await submit(one, held, {"police": "12", "health": "3"}, action="/attendance")
        assert "Health 3" in came.text
    told = await pages.office.facts("webinar-announced", "webinar-attended")
    assert [one.get("version") for one in told] == [1, 2, None]
    assert told[2]["attended"] == [{"who": "health", "number": 3}, {"who": "police", "number": 12}]


async def test_a_change_is_withdrawn_and_an_old_page_writes_over_nothing(pages: Pages) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    waits = await submit(one, await page(one, f"{DESK}/new"), TYPED, action="/webinars")
    here = waits.address.split("?")[0]
    await submit(other, await page(other, here), {}, action="/approval")
    change, old = here[len(ADDRESS) :], await page(other, here)
    await submit(one, await page(one, here), {"at": "15:00"}, action=change)
    kept = await submit(other, old, {"title": "Carers"}, action=change, status=409)
    assert "Somebody changed it while you wrote" in kept.text
    assert "3:00pm" in kept.text
    gone = await submit(other, kept, {}, action="/withdrawal")
    assert "what is public stays" in gone.text
    assert "Waits for approval" not in gone.text
    assert "2:00pm" in gone.text
    async with anyone(pages) as client:
        id_ = here.rpartition("/")[2]
        assert "CATEGORIES:Unseen male carer" in (await client.get(f"/webinars/{id_}.ics")).text


async def test_a_cancelled_webinar_stays_in_calendars_as_cancelled(pages: Pages) -> None:
    one, other = await pages.browser("secretary"), await pages.browser("secretary-2")
    waits = await submit(one, await page(one, f"{DESK}/new"), TYPED, action="/webinars")
    here = waits.address.split("?")[0]
    await submit(other, await page(other, here), {}, action="/approval")
    gone = await submit(one, await page(one, here), {}, action="/cancellation")
    assert "calendars that follow say so" in gone.text
    async with anyone(pages) as client:
        feed = await client.get("/webinars.ics")
        assert "STATUS:CANCELLED" in feed.text
        assert "SEQUENCE:1" in feed.text
        assert "Cancelled" in (await page(client, OPEN)).text
    member = await pages.browser("member-police")
    sent = {**TYPED, "token": await pages.token(member)}
    steps = ("approval", "cancellation", "withdrawal", "attendance")
    for address in (DESK, here, *(f"{here}/{step}" for step in steps)):
        assert (await member.post(address, data=sent, headers=HTML)).status_code == 403
    assert "Cancelled" in (await page(member, DESK)).text
    nowhere = f"{DESK}/00000000-0000-4000-8000-000000000000"
    assert (await one.get(nowhere, headers=HTML)).status_code == 404
