"""Two people's days in a real Chromium: the secretary's by keyboard, the manager's on a phone without JavaScript."""

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import Pages, pages
from tests.support.axe import PHONE_PX, assert_accessible, assert_fits_a_phone, chromium, window
from tests.support.keyboard import fill_by_keyboard, tab_to
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
LETTER = "Advice to hold an LCSPR"


async def follow(shown: Page, words: str) -> None:
    """Tab to a link, press Enter, and look at the page that comes."""
    await tab_to(shown, words)
    async with shown.expect_navigation():
        await shown.keyboard.press("Enter")
    await look(shown)


async def look(shown: Page) -> None:
    """Nothing is found wrong with a page, wide or narrow."""
    await assert_accessible(shown)
    await assert_fits_a_phone(shown)


@pytest.mark.need("K3")
@pytest.mark.timeout(180)
async def test_the_secretarys_day_from_worklist_to_issued_letter_by_keyboard_alone(
    pages: Pages,
) -> None:
    id_ = await pages.office.decide()
    service = pages.office.service
    mine, colleagues = [await cookies_of(service, sub) for sub in ("secretary", "secretary-2")]
    async with serving(pages.office.app) as url, chromium() as browser:
        async with window(browser, url, mine) as shown:
            await shown.goto(f"{url}/desk")
            await look(shown)
            await follow(shown, REFERENCE)
            assert await shown.locator("h1").inner_text() == REFERENCE
            await follow(shown, LETTER)
            await fill_by_keyboard(shown, {}, "Prepare for approval")
            await look(shown)
            await shown.get_by_text("another person approves it").wait_for()
        async with window(browser, url, colleagues) as shown:
            await shown.goto(f"{url}/desk")
            await follow(shown, "1 letter to approve")
            await follow(shown, LETTER)
            await fill_by_keyboard(shown, {}, "Approve and send")
            await look(shown)
            await shown.get_by_text("on its way to all three partners").wait_for()
            await follow(shown, "Sign out")
    assert (await pages.office.letter(id_)).status == "issued"


@pytest.mark.need("K3")
@pytest.mark.timeout(180)
async def test_the_managers_day_from_letter_to_reply_with_a_document_on_a_phone_without_javascript(
    pages: Pages, tmp_path: Path
) -> None:
    await pages.office.issue()
    document = tmp_path / "reply.txt"
    document.write_text("What we have done, made up.")
    cookies = await cookies_of(pages.office.service, "ashmere-manager")
    async with (
        serving(pages.office.app) as url,
        chromium() as browser,
        window(browser, url, cookies) as checked,
        window(browser, url, cookies, javascript=False) as shown,
    ):

        async def arrived() -> None:
            await checked.goto(shown.url)
            await look(checked)

        await shown.set_viewport_size({"width": PHONE_PX, "height": 844})
        await shown.goto(f"{url}/")
        await arrived()
        await shown.get_by_role("link", name="Due from us").click()
        await arrived()
        await shown.get_by_role("link", name=REFERENCE).first.click()
        await arrived()
        await shown.get_by_role("link", name=LETTER).first.click()
        await arrived()
        await shown.get_by_role("button", name="Send the reply").click()
        await shown.get_by_role("link", name="Write your reply").wait_for()
        await shown.get_by_label("Your reply").fill("We have met, and decided.")
        await shown.get_by_label("Number of the paragraph").fill("4")
        await shown.get_by_label("Document (optional)").set_input_files(document)
        await shown.get_by_role("button", name="Send the reply").click()
        await shown.get_by_text("Your reply is sent.").wait_for()
        await shown.get_by_text("We have met, and decided.").wait_for()
        await arrived()
    [told] = await pages.office.facts("reply-received")
    assert (told["paragraph"], told["document"]["media_type"]) == (4, "text/plain")
