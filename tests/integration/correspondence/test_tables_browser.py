"""Tables and long pages in a real Chromium: every column is read, and a phone is led on to what can be done."""

import pytest

from deploy.local.processes import free_port
from services.correspondence.web.pages import desk
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import Pages, pages
from tests.support.axe import PHONE_PX, assert_tables_are_read, chromium, window
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
NARROW = """
() => [...document.querySelectorAll(".cspr-table-scroll")].filter(e => e.scrollWidth > e.clientWidth + 1).length
"""


@pytest.mark.timeout(120)
async def test_a_table_hides_no_column_and_squeezes_none(pages: Pages) -> None:
    url = f"http://127.0.0.1:{(port := free_port())}"
    cookies = await cookies_of(pages.office.service, "secretary")
    places = [place.href for group in desk("", looks=False) for place in group.links]
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as shown,
    ):
        for place in (*places, "/desk/lines", "/news", "/webinars", "/packs"):
            await shown.goto(url + place)
            await assert_tables_are_read(shown)


@pytest.mark.timeout(120)
async def test_on_a_phone_a_letters_table_is_read_and_a_case_leads_on_to_what_can_be_done(
    pages: Pages,
) -> None:
    letter = await pages.office.issue()
    url = f"http://127.0.0.1:{(port := free_port())}"
    cookies = await cookies_of(pages.office.service, "ashmere-manager")
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as shown,
    ):
        await shown.goto(f"{url}/partner/cases/{REFERENCE}")
        onward = shown.get_by_text("On to what you may do")
        assert not await onward.is_visible()
        await shown.set_viewport_size({"width": PHONE_PX, "height": 844})
        await onward.click()
        assert shown.url.endswith("#next")
        await shown.goto(f"{url}/partner/letters/{letter}")
        assert await shown.evaluate(NARROW) == 0
