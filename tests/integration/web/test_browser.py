"""Pages in a real Chromium: accessible, whole without JavaScript, no typeface that is not ours to use."""

from tests.integration.web.conftest import Running
from tests.support.axe import assert_accessible, chromium, window
from tests.support.signing_in import cookies_of

FONTS = "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e).fontFamily)"


async def test_a_page_with_every_part_has_no_fault_that_axe_knows(site: Running) -> None:
    cookies = await cookies_of(site.bicycles.service, "secretary")
    async with (
        chromium() as browser,
        window(browser, site.url, cookies) as shown,
    ):
        await shown.goto(site.url)
        await assert_accessible(shown)
        await shown.get_by_role("button", name="Record the loan").click()
        await shown.get_by_role("heading", name="There is a problem").wait_for()
        await assert_accessible(shown)


async def test_a_page_works_under_its_policy_and_in_its_own_typeface(site: Running) -> None:
    cookies = await cookies_of(site.bicycles.service, "secretary")
    async with chromium() as browser, window(browser, site.url, cookies) as shown:
        await shown.goto(site.url)
        assert "js-enabled" in str(await shown.locator("body").get_attribute("class"))
        fonts = set(await shown.evaluate(FONTS))
        assert not [font for font in fonts if "GDS" in font]


async def test_a_loan_is_recorded_without_javascript(site: Running) -> None:
    async with (
        chromium() as browser,
        window(browser, site.url, javascript=False) as shown,
    ):
        await shown.goto(site.url)
        await shown.get_by_role("button", name="Wren Halloway").click()
        await shown.get_by_label("Name of the borrower").fill("Joan")
        for part, value in (("Day", "9"), ("Month", "4"), ("Year", "2026")):
            await shown.get_by_label(part, exact=True).fill(value)
        await shown.get_by_label("Large").check()
        await shown.get_by_label("Bell").check()
        await shown.locator("select").select_option("north")
        await shown.get_by_label("Reasons").fill("For the fair")
        await shown.get_by_role("button", name="Record the loan").click()
        await shown.get_by_text("Your loan is recorded.").wait_for()
        await shown.get_by_role("button", name="Sign out").click()
        await shown.get_by_role("heading", name="You are signed out").wait_for()
    assert len(site.bicycles.loans) == 1
