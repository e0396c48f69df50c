"""A letter on a local review is begun in a real Chromium: no fault that axe knows, on a phone, and without JavaScript."""

import pytest

from deploy.local.processes import free_port
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import Pages, pages
from tests.integration.correspondence.review_letters_fixtures import COMMENTS, STRENGTHS, tell
from tests.support.axe import assert_accessible, assert_fits_a_phone, chromium, window
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
KIND = "comments_on_report"


@pytest.mark.timeout(120)
async def test_the_form_and_the_draft_have_no_fault_and_need_no_script(pages: Pages) -> None:
    await tell(pages.office, KIND)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    form = f"{url}/desk/cases/{REFERENCE}/letters/{KIND}"
    cookies = await cookies_of(pages.office.service, "secretary")
    async with serving(pages.office.app, port), chromium() as browser:
        async with window(browser, url, cookies) as shown:
            await shown.goto(form)
            await assert_accessible(shown)
            await assert_fits_a_phone(shown)
            await shown.get_by_role("button", name="Begin the letter").click()
            await shown.get_by_role("link", name="Write the comments").wait_for()
            await assert_accessible(shown)
        async with window(browser, url, cookies, javascript=False) as plain:
            await plain.goto(form)
            await plain.get_by_label("Strengths").fill(STRENGTHS)
            await plain.get_by_label("Our comments").fill(COMMENTS)
            await plain.get_by_role("button", name="Begin the letter").click()
            await plain.get_by_text("The letter is begun").wait_for()
            await plain.get_by_role("button", name="Prepare for approval").click()
            await plain.get_by_text("another person approves it").first.wait_for()
            letter = plain.url
        async with window(browser, url, cookies) as shown:
            await shown.goto(letter)
            await assert_accessible(shown)
