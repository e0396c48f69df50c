"""Learning in a real Chromium: read as a page first, without JavaScript, by everyone, in plain words."""

from datetime import UTC, datetime

import pytest
from uuid_utils.compat import uuid7

from deploy.local.processes import free_port
from services.correspondence.digest import handlers as digests
from services.correspondence.resource import handlers as resources
from services.correspondence.resource.domain import Tags
from tests.integration.correspondence.letters_fixtures import COLLEAGUE, DRAFTER, Office, office
from tests.support.axe import assert_accessible, chromium, window
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office"]
LEARNED = "Hear the child early. Ask who else lives in the home, and write it down."


async def learning(office: Office) -> dict[str, tuple[str, str]]:
    """A resource, a digest and a letter: the address of each for a partner, and words that it holds."""
    tags = Tags("Seeing men", "guide", "https://library.example/men", themes=("neglect",))
    async with office.db.begin() as tx:
        await resources.enter(tx, uuid7(), tags, DRAFTER, uuid7())
    letter = await office.issue()
    office.at(datetime(2026, 7, 2, 9, tzinfo=UTC))
    await digests.Digests(office.db, office.service.clock).round()
    async with office.db.read() as conn:
        [found] = await digests.all_of(conn, issued_only=False)
    async with office.db.begin([found.id]) as tx:
        await digests.write(tx, found, LEARNED, found.version, DRAFTER, uuid7())
    async with office.db.begin([found.id]) as tx:
        read = await digests.find(tx.conn, found.id, issued_only=False)
        await digests.approve(tx, found.id, read.version, COLLEAGUE, uuid7())
    return {
        "library": ("/partner/library", "Seeing men"),
        "digest": (f"/partner/digests/{found.id}", LEARNED),
        "letter": (f"/partner/letters/{letter}", "Two learning points can be acted on."),
    }


@pytest.mark.need("K1")
@pytest.mark.timeout(120)
async def test_learning_is_read_on_pages_by_everyone_without_javascript_and_in_plain_words(
    office: Office,
) -> None:
    pages = await learning(office)
    url = f"http://127.0.0.1:{(port := free_port())}"
    partner = await cookies_of(office.service, "ashmere-police")
    staff = await cookies_of(office.service, "secretary")
    async with serving(office.app, port), chromium() as browser:
        async with window(browser, url, partner, javascript=False) as shown:
            await shown.set_viewport_size({"width": 390, "height": 800})
            for address, words in pages.values():
                await shown.goto(url + address)
                assert words in await shown.locator("main").inner_text(), "the page has it, no file"
                width = await shown.locator("main").bounding_box()
                assert width
                assert width["width"] <= 390, f"{address} is wider than a phone"
            await shown.goto(f"{url}/partner/library")
            await shown.locator("summary").first.click()
            await shown.get_by_role("link", name="Neglect", exact=True).click()
            await shown.get_by_role("link", name="Seeing men").wait_for()
        async with window(browser, url, partner) as shown:
            for address, _ in pages.values():
                await shown.goto(url + address)
                await assert_accessible(shown)
        async with window(browser, url, staff, javascript=False) as shown:
            for name in ("digest", "letter"):
                await shown.goto(url + pages[name][0].replace("/partner", "/desk"))
                assert "Plain English: " in await shown.locator("main").inner_text()
