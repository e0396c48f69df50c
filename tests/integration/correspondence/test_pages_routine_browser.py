"""A routine ratification in a real Chromium: one page, and less than two minutes of a caseworker's time."""

import asyncio
import time

import pytest

from deploy.local.processes import free_port
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import MEETING, Pages, pages
from tests.integration.correspondence.test_pages_panel import prepared
from tests.support.axe import assert_accessible, chromium, window
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
REASONS = (
    "The rapid review is thorough, its learning is owned and dated, and the partners' reasons against"
    " each criterion of regulation 11 are clear."
)
READS_WORDS_PER_S, TYPES_SIGNS_PER_S, POINTS_S = 4, 3, 1.5
"""How fast people read, type and point (a keystroke-level model, on the slow side)."""


@pytest.mark.need("B7")
@pytest.mark.timeout(120)
async def test_a_routine_ratification_is_one_page_and_less_than_two_minutes(pages: Pages) -> None:
    await prepared(pages)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    cookies = await cookies_of(pages.office.service, "secretary")
    async with (
        serving(pages.office.app, port),
        chromium() as browser,
        window(browser, url, cookies) as shown,
    ):
        began = time.monotonic()
        await shown.goto(f"{url}/desk/meetings/{MEETING}/routine")
        await assert_accessible(shown)
        words = len((await shown.locator("main").inner_text()).split())
        await shown.get_by_label("Reasons").fill(REASONS)
        sent = shown.get_by_role("button", name="Record these decisions").click()
        await asyncio.gather(sent, pages.answering(asyncio.sleep(0)))
        await shown.get_by_text("Decided; its letter is drafted.").wait_for()
        took = time.monotonic() - began
        assert shown.url.endswith("/routine")
    person = words / READS_WORDS_PER_S + len(REASONS) / TYPES_SIGNS_PER_S + 2 * POINTS_S
    assert took + person < 120, f"{took:.0f} s of ours and {person:.0f} s of theirs"
    [command] = await pages.commands()
    assert command["outcome"] == "agree_no_lcspr"
    assert REFERENCE not in str(command["reasons"])
