"""Who the children are: encrypted at rest, shown on one page, with a purpose, written down."""

from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from uuid_utils.compat import uuid7

from chassis.web.guard import assert_every_route_is_guarded
from services.notify.notification.hashes import Sought
from services.notify.notification.identity import Identity, IdentityStore
from tests.integration.notify.conftest import IDENTITY_KEY, Notify
from tests.support.axe import assert_accessible, chromium, window
from tests.support.notifications import CANARY, a_child
from tests.support.page import page, submit
from tests.support.signing_in import cookies_of

WHY = "A report from another area is to be matched."


async def test_every_route_says_who_may_use_it(notify: Notify) -> None:
    assert_every_route_is_guarded(notify.app)


@pytest.mark.need("J1")
async def test_the_children_are_shown_after_a_purpose_and_the_look_is_written_down(
    notify: Notify,
) -> None:
    reference = (await notify.sent())["reference"]
    async with await notify.browser_of("secretary") as browser:
        asked = await page(browser, f"/identity/{reference}")
        assert CANARY not in asked.text
        empty = await submit(browser, asked, {"purpose": ""}, status=422)
        assert empty.errors == {
            "purpose": "Say in a few words why you need to see who the children are."
        }
        assert CANARY not in empty.text
        shown = await submit(browser, empty, {"purpose": WHY})
    for part in (
        f"Peregrine Ottoline {CANARY}",
        "20 October 2025",
        "999 000 1235",
        "4 Sorrel Yard",
    ):
        assert part in shown.text
    assert shown.links["Back to the case at the desk"] == f"http://desk.test/cases/{reference}"
    [row] = await notify.service.db.pool.fetch("select * from access_log")
    assert (row["actor"], row["action"], row["object"], row["purpose"]) == (
        "person:secretary",
        "saw identity",
        reference,
        WHY,
    )


@pytest.mark.need("J1")
async def test_a_search_by_name_is_written_down_without_the_name(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    await notify.sent(children=[a_child(family_name="Other")])
    async with await notify.browser_of("chair") as browser:
        form = await page(browser, "/identity")
        found = await submit(browser, form, {"family_name": f" {CANARY.upper()} ", "purpose": WHY})
        assert found.links[reference] == f"/identity/{reference}"
        assert "1 found" in found.text
        none = await submit(browser, found, {"family_name": "Nobody", "purpose": WHY})
        assert "0 found" in none.text
    rows = await notify.service.db.pool.fetch("select action, object from access_log")
    assert [(r["action"], r["object"]) for r in rows] == [
        ("searched by family name", reference),
        ("searched by family name", "nothing found"),
    ]
    kept = await notify.service.db.pool.fetch("select t::text as row from access_log t")
    assert all(CANARY.casefold() not in row["row"].casefold() for row in kept)


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["ashmere-council", "member-health", "analyst", "administrator"])
async def test_others_may_not_see_who_the_children_are(notify: Notify, sub: str) -> None:
    reference = (await notify.sent())["reference"]
    async with await notify.browser_of(sub) as browser:
        for path in ("/identity", f"/identity/{reference}"):
            answer = await browser.get(path, headers={"accept": "text/html"})
            assert CANARY not in answer.text
            assert "Your role may not do this." in answer.text


async def test_what_is_not_there_is_not_found(notify: Notify) -> None:
    async with await notify.browser_of("secretary") as browser:
        missing = await page(browser, "/identity/CSPR-2026-99999-A", status=404)
        assert missing.h1 == "Page not found"


async def test_the_pages_are_accessible_and_work_without_javascript(notify: Notify) -> None:
    reference = (await notify.sent())["reference"]
    cookies = await cookies_of(notify.service, "secretary")
    async with chromium() as browser:
        async with window(browser, notify.url, cookies) as shown:
            for path in ("/identity", f"/identity/{reference}"):
                await shown.goto(f"{notify.url}{path}")
                await assert_accessible(shown)
            await shown.fill("#purpose", WHY)
            await shown.click("main button")
            await assert_accessible(shown)
            await shown.screenshot(path="build/identity.png", full_page=True)
        async with window(browser, notify.url, cookies, javascript=False) as shown:
            await shown.goto(f"{notify.url}/identity/{reference}")
            await shown.fill("#purpose", WHY)
            await shown.click("main button")
            assert CANARY in await shown.inner_text("main")


async def test_an_identity_can_not_be_moved_to_another_incident(notify: Notify) -> None:
    people = IdentityStore(IDENTITY_KEY)
    incident = UUID((await notify.sent())["incident_id"])
    async with notify.service.db.begin() as tx:
        [child] = await people.load(tx.conn, incident)
        assert child.family_name == CANARY
        other = uuid7()
        await tx.conn.execute("update person set incident_id = $1", other)
        with pytest.raises(InvalidTag):
            await people.load(tx.conn, other)


async def test_an_unborn_child_may_have_no_name_yet(notify: Notify) -> None:
    people, incident = IdentityStore(IDENTITY_KEY), uuid7()
    unborn = Identity(uuid7(), 1, expected_date_of_birth="2026-06-01")
    async with notify.service.db.begin() as tx:
        await people.save(tx.conn, {incident: [unborn]})
        assert await people.load(tx.conn, incident) == [unborn]
        assert await people.find(tx.conn, Sought(), 10) == []
