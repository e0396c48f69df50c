"""The menu of the desk in a real Chromium, without JavaScript, on a phone and on a desk."""

import pytest

from deploy.local.processes import free_port
from services.correspondence.web.pages import desk
from tests.integration.correspondence.letters_fixtures import office
from tests.integration.correspondence.pages_fixtures import Pages, pages
from tests.support.axe import PHONE_PX, chromium, window
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
MENU_PX_MAX = {PHONE_PX: 200, 1280: 130}
"""How much of the page the menu may take: on a phone less than a quarter of what one sees."""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.timeout(120)
@pytest.mark.parametrize("width", MENU_PX_MAX)
async def test_every_place_of_the_desk_is_two_links_away_and_the_menu_leaves_room(
    pages: Pages, width: int
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    cookies = await cookies_of(pages.office.service, "secretary")
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies, javascript=False) as shown,
    ):
        await shown.set_viewport_size({"width": width, "height": 844})
        await shown.goto(f"{url}/desk/cases")
        for group in desk("", looks=False):
            await (
                shown.get_by_role("navigation", name="Pages")
                .get_by_text(group.text, exact=True)
                .click()
            )
            places = shown.get_by_role("navigation", name=group.text, exact=True)
            found = await places.get_by_role("link").all_inner_texts()
            assert found == [one.text for one in group.links]
            assert await places.locator("[aria-current=page]").inner_text() == found[0]
            top = await shown.get_by_role("region", name="Pages and account").bounding_box()
            below = await places.bounding_box()
            assert top
            assert below
            taken = below["y"] + below["height"] - top["y"]
            assert taken <= MENU_PX_MAX[width], (group.text, taken)
            assert await shown.evaluate(FITS), group.text
