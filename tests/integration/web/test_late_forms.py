"""A form that comes after its session has ended is kept for the person who typed it, and for nobody else."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.integration.web.conftest import Running
from tests.integration.web.test_pages import GOOD
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import HTML, Page, page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import sign_in

IDLE = "update web_session set seen_at = seen_at - interval '2 hours'"
TYPED = {**GOOD, "reasons": "Canary of the fair"}
AGAIN = "Sign in again and go back to the form"


async def sent_late(site: Running, browser: httpx.AsyncClient) -> Page:
    """The secretary signs in, is away for too long, and sends the form."""
    await sign_in(browser, f"{site.url}/", "secretary")
    shown = await page(browser, f"{site.url}/")
    await site.bicycles.service.db.pool.execute(IDLE)
    return await submit(browser, shown, TYPED, status=401)


async def back_as(site: Running, browser: httpx.AsyncClient, late: Page, sub: str) -> Page:
    """Follow the link of the page, sign in, and see where it leads."""
    await sign_in(browser, f"{site.url}{late.links[AGAIN]}", sub)
    wanted = parse_qs(urlsplit(late.links[AGAIN]).query)["next"][0]
    return await page(browser, f"{site.url}{wanted}")


async def test_a_late_form_is_filled_in_again_after_signing_in_and_can_be_sent(
    site: Running,
) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        late = await sent_late(site, browser)
        assert late.h1 == "You were signed out"
        assert "Nothing you typed is lost." in late.text
        again = await back_as(site, browser, late, "secretary")
        assert "This is what you typed before you were signed out." in again.text
        assert not site.bicycles.loans
        sent = await submit(browser, again, {})
    assert "Your loan is recorded." in sent.text
    [loan] = site.bicycles.loans.values()
    assert (loan.borrower.name, loan.size, loan.extras) == ("Joan", "large", ["bell"])
    assert (loan.reasons, loan.from_day.isoformat()) == ("Canary of the fair", "2026-04-09")


async def test_another_person_does_not_see_what_was_typed(site: Running) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        late = await sent_late(site, browser)
        other = await back_as(site, browser, late, "secretary-2")
    assert "Canary" not in str(other.soup)
    assert "not typed by you" in other.text


async def test_another_browser_and_the_database_alone_hold_only_noise(site: Running) -> None:
    async with (
        httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser,
        httpx.AsyncClient(timeout=ANSWER_S_MAX) as elsewhere,
    ):
        late = await sent_late(site, browser)
        shown = await back_as(site, elsewhere, late, "secretary")
    row = await site.bicycles.service.db.pool.fetchrow("select * from kept_form")
    assert "Canary" not in str(dict(row))
    assert "Canary" not in str(shown.soup)


async def test_after_some_hours_it_is_gone_and_the_page_says_so(site: Running) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        late = await sent_late(site, browser)
        older = "update kept_form set kept_at = kept_at - interval '9 hours'"
        await site.bicycles.service.db.pool.execute(older)
        shown = await back_as(site, browser, late, "secretary")
    assert "Canary" not in str(shown.soup)
    assert "no longer kept" in shown.text


@pytest.mark.parametrize("token", ["", "x.y.z", "0199-not-ours.00.00", "é.é.é"])
async def test_a_form_that_is_not_ours_is_not_kept(site: Running, token: str) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as browser:
        answer = await browser.post("/", data={**TYPED, "token": token}, headers=HTML)
    assert answer.status_code == 401
    assert "could not be kept" in answer.text
    assert await site.bicycles.service.db.pool.fetchval("select count(*) from kept_form") == 0


async def test_a_form_of_another_site_is_not_kept(site: Running) -> None:
    async with await site.browser_of("secretary") as browser:
        shown = await page(browser, "/")
        token = str(shown.form().select_one("input[name=token]")["value"])  # type: ignore[index]
        await site.bicycles.service.db.pool.execute(IDLE)
        headers = {**HTML, "sec-fetch-site": "cross-site"}
        await browser.post("/", data={**TYPED, "token": token}, headers=headers)
    assert await site.bicycles.service.db.pool.fetchval("select count(*) from kept_form") == 0


async def test_a_form_left_open_while_signing_in_elsewhere_is_sent_as_it_stands(
    site: Running,
) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        await sign_in(browser, f"{site.url}/", "secretary")
        shown = await page(browser, f"{site.url}/")
        await site.bicycles.service.db.pool.execute(IDLE)
        await sign_in(browser, f"{site.url}/", "secretary")
        sent = await submit(browser, shown, TYPED)
    assert "Your loan is recorded." in sent.text


async def test_after_signing_out_elsewhere_the_form_is_kept_too(site: Running) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        await sign_in(browser, f"{site.url}/", "secretary")
        shown = await page(browser, f"{site.url}/")
        token = shown.soup.select_one("header input[name=token]")["value"]  # type: ignore[index]
        await browser.post(f"{site.url}/sign-out", data={"token": token}, headers=HTML)
        late = await submit(browser, shown, TYPED, status=401)
        again = await back_as(site, browser, late, "secretary")
    assert "Canary of the fair" in str(again.soup)


async def test_signing_out_late_is_no_error(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as browser:
        answer = await browser.post("/sign-out", data={"token": "x"}, headers=HTML)
    assert answer.headers["location"] == "/signed-out"


async def test_a_late_machine_gets_a_problem_document(site: Running) -> None:
    async with httpx.AsyncClient(base_url=site.url, timeout=ANSWER_S_MAX) as machine:
        answer = await machine.post("/", data=TYPED)
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")


async def test_in_a_real_browser_nothing_typed_is_lost(site: Running) -> None:
    async with (
        chromium() as browser,
        window(browser, site.url) as shown,
    ):
        await shown.goto(site.url)
        await shown.get_by_role("button", name="Wren Halloway").click()
        await shown.get_by_label("Name of the borrower").fill("Joan")
        for part, value in (("Day", "9"), ("Month", "4"), ("Year", "2026")):
            await shown.get_by_label(part, exact=True).fill(value)
        await shown.get_by_label("Large").check()
        await shown.locator("select").select_option("north")
        await shown.get_by_label("Reasons").fill("For the fair")
        await site.bicycles.service.db.pool.execute(IDLE)
        await shown.get_by_role("button", name="Record the loan").click()
        await shown.get_by_role("heading", name="You were signed out").wait_for()
        await shown.get_by_role("link", name=AGAIN).click()
        await shown.get_by_role("button", name="Wren Halloway").click()
        assert await shown.get_by_label("Reasons").input_value() == "For the fair"
        await shown.get_by_role("button", name="Record the loan").click()
        await shown.get_by_text("Your loan is recorded.").wait_for()
    assert len(site.bicycles.loans) == 1


async def test_the_page_of_a_late_form_is_accessible(site: Running) -> None:
    async with (
        chromium() as browser,
        window(browser, site.url) as shown,
    ):
        await shown.goto(site.url)
        await shown.get_by_role("button", name="Wren Halloway").click()
        await site.bicycles.service.db.pool.execute(IDLE)
        await shown.get_by_role("button", name="Record the loan").click()
        await assert_accessible(shown)
