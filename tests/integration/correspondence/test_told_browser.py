"""What a withdrawn letter said, and an answer by letter, in a real Chromium: no fault that axe knows, on a phone too."""

import pytest

from contracts.codes import Partner
from deploy.local.processes import free_port
from services.correspondence.voice import store
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.review_letters_fixtures import begun
from tests.integration.correspondence.test_review_letters_told import (
    REPORT,
    brought_out,
    recorded,
    taken_back,
)
from tests.integration.correspondence.test_voices import answers
from tests.support.axe import assert_accessible, assert_fits_a_phone, chromium, window
from tests.support.page import page, submit
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]


@pytest.mark.timeout(300)
async def test_what_is_marked_and_what_is_chosen_has_no_fault(pages: Pages) -> None:
    office, one = pages.office, await pages.browser("secretary")
    first = await brought_out(pages, await begun(pages, REPORT, one))
    await recorded(pages, first)
    await brought_out(pages, await taken_back(pages, first))
    await office.db.pool.execute("delete from voice")
    await answers(office, Partner.POLICE)
    await answers(office, Partner.HEALTH)
    letter = await office.issue()
    async with office.db.read() as conn:
        answered, waits = await store.of_case(conn, office.incident)
    named = {"effect": "added", "way": "letter", "letter_id": str(letter)}
    opened = await page(one, f"{ADDRESS}/desk/views/{answered.id}")
    await submit(one, opened, named, action="/answer")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    addresses = [f"cases/{REFERENCE}", f"views/{answered.id}", f"views/{waits.id}"]
    cookies = await cookies_of(office.service, "secretary")
    async with (
        serving(office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as shown,
    ):
        for address in addresses:
            await shown.goto(f"{url}/desk/{address}")
            await assert_accessible(shown)
            await assert_fits_a_phone(shown)
