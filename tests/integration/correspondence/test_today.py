"""The worklist says what is to be done today, and what is late and why; cases are found by words and theme."""

from datetime import UTC, date, datetime

import pytest
from playwright.async_api import Page as Window

from contracts.codes import Clock, DelayReason, Theme
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.rapid_review import RapidReviewDelayExplainedV1
from deploy.local.processes import free_port
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, MEETING, Pages, pages
from tests.integration.correspondence.test_restricted import RESTRICT
from tests.support.axe import assert_accessible, chromium, window
from tests.support.keyboard import fill_by_keyboard, tab_to
from tests.support.page import page, submit
from tests.support.serve import serving
from tests.support.signing_in import cookies_of

__all__ = ["office", "pages"]
LIST = f"{ADDRESS}/desk/cases"


def clock(code: str, due_on: date) -> Clock:
    return Clock(
        code=code,
        title="Rapid review",
        started_on=date(2026, 5, 20),
        due_on=due_on,
        basis="Working Together",
        policy_version="clocks-1",
    )


async def told(pages: Pages, version: int, **more: object) -> None:
    sql = "select state from case_view where incident_id = $1"
    state = CaseStateChangedV1.model_validate(
        await pages.office.db.pool.fetchval(sql, pages.office.incident)
    )
    again = state.model_copy(update={"version": version, **more})
    await pages.office.deliverer.give(again, pages.office.incident)


async def test_one_look_says_what_is_due_what_is_late_and_why(pages: Pages) -> None:
    office, desk = pages.office, await pages.browser("secretary")
    assert "No clock has run out, and none does today." in (await page(desk, LIST)).text
    await told(pages, 3, clocks=(clock("RR1", date(2026, 6, 8)),), awaited_from=("partnership",))
    today = await page(desk, LIST)
    assert "Today, 8 June 2026" in today.text
    assert f"{REFERENCE} Ashmere The partnership Rapid review Due today" in today.text
    assert "No reason is recorded" not in today.text
    office.at(datetime(2026, 6, 12, 9, tzinfo=UTC))
    desk = await pages.browser("secretary")
    assert "Overdue by 4 working days No reason is recorded." in (await page(desk, LIST)).text
    explained = RapidReviewDelayExplainedV1(
        incident_id=office.incident,
        rapid_review_id=office.incident,
        reference=REFERENCE,
        reason=DelayReason.TRIAL,
        expected_on=date(2026, 6, 20),
        explanation=await office.seal("A trial is listed."),
        clock=clock("RR1", date(2026, 6, 8)),
    )
    await office.deliverer.give(explained, office.incident)
    late = await page(desk, LIST)
    assert "Overdue by 4 working days Explained: trial; expected 20 June 2026" in late.text
    assert "The Panel meets next: 18 June 2026 at 2:00pm" in late.text
    assert late.links["18 June 2026 at 2:00pm"] == f"/desk/meetings/{MEETING}"
    assert "Today," not in (await page(desk, f"{LIST}?late=yes")).text, "a filtered list is a list"


async def test_a_restriction_whose_day_of_review_has_come_is_on_the_list(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    shown = await page(desk, f"{LIST}/{REFERENCE}/restriction")
    await submit(desk, shown, RESTRICT, action="/restriction")
    assert "Restrictions to review" not in (await page(desk, LIST)).text
    pages.office.at(datetime(2026, 7, 8, 9, tzinfo=UTC))
    desk = await pages.browser("secretary")
    assert f"Restrictions to review: {REFERENCE} ." in (await page(desk, LIST)).text


async def test_cases_are_found_by_reference_area_and_theme_and_the_filter_stays_in_the_address(
    pages: Pages,
) -> None:
    desk = await pages.browser("secretary")
    theme = Theme.UNSEEN_MALE_CARER.value
    for query, is_found in (
        ("words=88", True),
        ("words=2026-00088", True),
        ("words=ashm", True),
        ("words=ASHMERE+cspr", True),
        ("words=shmere", False),
        ("words=%25", False),
        ("words=neglect", False),
        (f"theme={theme}", False),
    ):
        shown = await page(desk, f"{LIST}?{query}&stage=all")
        assert (REFERENCE in shown.links) is is_found, query
    await pages.office.decide()
    for query, is_found in (
        (f"theme={theme}", True),
        ("words=male+carer", True),
        (f"theme={theme}&words=ash", True),
        (f"theme={theme}&words=brack", False),
        ("theme=neglect", False),
    ):
        shown = await page(desk, f"{LIST}?{query}&stage=all")
        assert (REFERENCE in shown.links) is is_found, query
    chosen = (await page(desk, f"{LIST}?theme={theme}")).soup.select_one("#theme [selected]")
    assert chosen
    assert chosen["value"] == theme
    log = await pages.office.db.pool.fetch(
        "select object from access_log where action like 'saw w%'"
    )
    assert f"theme={theme}&words=ash&stage=all" in {row["object"] for row in log}


@pytest.mark.timeout(120)
async def test_the_desk_is_walked_by_the_keyboard_alone(pages: Pages) -> None:
    """From the list to a case, over its restriction and the glass, and back to a list that was sought."""
    await pages.office.decide()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    officer = await cookies_of(pages.office.service, "secretary")
    other = await cookies_of(pages.office.service, "secretary-2")
    async with serving(pages.office.app, port), chromium() as browser:
        async with window(browser, url, officer) as shown:
            await shown.goto(f"{url}/desk/cases")
            await assert_accessible(shown)
            await fill_by_keyboard(shown, {"words": "ash"}, "Show")
            assert "words=ash" in shown.url
            await press(shown, REFERENCE)
            await press(shown, "Restrict this case")
            await assert_accessible(shown)
            said = {
                "ground": "media",
                "reason": "A newspaper asks.",
                "review_on-day": "1",
                "review_on-month": "7",
                "review_on-year": "2026",
            }
            await fill_by_keyboard(shown, said, "Restrict the case")
            await shown.get_by_text("The case is restricted: at the desk").wait_for()
            await assert_accessible(shown)
        async with window(browser, url, other) as shown:
            await shown.goto(f"{url}/desk/cases")
            await press(shown, REFERENCE)
            await assert_accessible(shown)
            await fill_by_keyboard(shown, {"reason": "The police rang."}, "Open the case")
            assert shown.url.endswith(f"/desk/cases/{REFERENCE}")
        async with window(browser, url, officer) as shown:
            await shown.goto(f"{url}/desk/cases")
            await press(shown, "1 time that a restricted case was opened: look at why")
            await assert_accessible(shown)
            await fill_by_keyboard(shown, {}, "I have looked at this")


async def press(shown: Window, words: str) -> None:
    """Tab to a link and follow it."""
    await tab_to(shown, words)
    async with shown.expect_navigation():
        await shown.keyboard.press("Enter")
