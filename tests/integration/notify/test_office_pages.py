"""The pages of the office: duplicates and advice, usable by everybody."""

from tests.integration.notify.conftest import Notify
from tests.integration.notify.test_duplicates import from_both, proposed
from tests.integration.notify.test_threshold import ADVICE, PARAGRAPH, QUESTION
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import page
from tests.support.signing_in import cookies_of

LINES = "(at) => [...document.querySelectorAll(at)].map(e => e.getClientRects().length)"


async def test_the_pages_are_accessible_and_work_without_javascript(notify: Notify) -> None:
    receipt, _ = await from_both(notify, threshold_question=QUESTION)
    one = await proposed(notify)
    question = f"/thresholds/{receipt['reference']}/{receipt['threshold'][0]['id']}"
    paths = ("/duplicates", f"/duplicates/{one['id']}", "/thresholds", question)
    cookies = await cookies_of(notify.service, "secretary")
    async with chromium() as browser:
        async with window(browser, notify.url, cookies) as shown:
            for path in paths:
                await shown.goto(f"{notify.url}{path}")
                await assert_accessible(shown)
            for path in paths[1::2]:
                await shown.goto(f"{notify.url}{path}")
                assert await shown.locator("nav[aria-label=Back] a").count() == 1, path
            await shown.goto(f"{notify.url}/duplicates")
            assert await shown.evaluate(LINES, "td a .cspr-whole") == [1, 1], (
                "a reference is broken"
            )
            await shown.goto(f"{notify.url}{question}")
            await shown.click("main button")
            await assert_accessible(shown)
        async with window(browser, notify.url, cookies, javascript=False) as shown:
            await shown.goto(f"{notify.url}{question}")
            await shown.check(f"input[value='{PARAGRAPH}']")
            await shown.fill("#answer", ADVICE)
            await shown.click("main button")
            assert ADVICE in await shown.inner_text("main")


async def test_who_has_no_pages_here_is_told_so_and_not_sent_round(notify: Notify) -> None:
    async with await notify.browser_of("analyst") as browser:
        shown = await page(browser, "/", 403)
    assert "Your role has no pages here" in shown.text
    assert "/" not in [href for words, href in shown.links.items() if words.startswith("Go")]
