"""The form in a real Chromium: on a phone without JavaScript and by the keyboard alone, and at a desk with it."""

from typing import Any

import pytest
from playwright.async_api import Page as BrowserPage

from tests.integration.notify.conftest import Notify
from tests.support.axe import assert_accessible, chromium, window
from tests.support.form_walk import ANSWERS, a_day, begin, fill, send
from tests.support.keyboard import answer, fill_by_keyboard, focus, tab_to
from tests.support.notifications import CANARY
from tests.support.signing_in import cookies_of

NOTIFIER = "ashmere-data"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
GO = "Save and continue"
BY_KEYBOARD: dict[str, dict[str, Any]] = {
    "About the incident": {"kind_of_incident": "serious_harm", "abuse_neglect": "suspected"},
    "Dates": {
        **a_day("occurred_on", 8, 4, 2026),
        **a_day("aware_on", 9, 4, 2026),
        "partners_told_on_not_known[]": True,
    },
    "What happened": {"outline": "An infant was found to have healing fractures."},
    "Circumstances": {"police_investigation": "Yes"},
    "Child 1: who the child is": {
        "family_name": CANARY,
        "given_names_not_known[]": True,
        **a_day("date_of_birth", 20, 10, 2025),
        "nhs_number_not_known[]": True,
        "address": "4 Sorrel Yard, Ashmere",
    },
    "Child 1: what is known of the child": {
        "outcome": "harmed",
        "sex": "male",
        "looked_after": "No",
        "protection_plan": "No",
    },
    "Other areas": {},
    "Positions of the partners": {
        "authority.position": "agreed",
        "health.position": "not_asked",
        "police.position": "agreed",
    },
    "Lateness": {},
}


async def no_sideways(shown: BrowserPage) -> bool:
    """Whether nothing is wider than the window."""
    wide, room = await shown.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return bool(wide <= room)


async def follow(shown: BrowserPage, words: str) -> None:
    """Tab to a link or a button, and press it."""
    await tab_to(shown, words)
    async with shown.expect_navigation():
        await shown.keyboard.press("Enter")


async def skip_to_main(shown: BrowserPage) -> None:
    """The first that Tab leads to skips what every page has."""
    await shown.keyboard.press("Tab")
    assert (await focus(shown))[4] == "Skip to main content"
    await shown.keyboard.press("Enter")
    assert (await focus(shown))[0] == "main-content"


async def meet_an_error(shown: BrowserPage, field: str) -> None:
    """Go on with no answer: the summary has the focus, and its first link leads to the field."""
    await follow(shown, GO)
    assert (await focus(shown))[4].startswith("There is a problem")
    await shown.keyboard.press("Tab")
    await shown.keyboard.press("Enter")
    assert (await focus(shown))[0] == field


@pytest.mark.need("K4")
@pytest.mark.timeout(120)
async def test_on_a_phone_without_javascript_by_the_keyboard_alone(notify: Notify) -> None:
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with (
        chromium() as browser,
        window(browser, notify.url, cookies, javascript=False) as shown,
    ):
        await shown.set_viewport_size(PHONE)  # type: ignore[arg-type]
        await shown.goto(notify.url)
        await follow(shown, "Begin a notification")
        await shown.screenshot(path="build/form-phone-tasks.png", full_page=True)
        await follow(shown, "About the incident")
        for title, values in BY_KEYBOARD.items():
            assert await shown.inner_text("h1") == title
            assert await no_sideways(shown), title
            await fill_by_keyboard(shown, values, GO)
        assert await shown.inner_text("h1") == "Check your answers"
        await shown.screenshot(path="build/form-phone-check.png", full_page=True)
        await fill_by_keyboard(shown, {}, "Notify")
        assert await shown.inner_text("h1") == "Notification sent"
        assert await no_sideways(shown)
        await shown.screenshot(path="build/form-phone-sent.png", full_page=True)
    assert len(await notify.facts("notification-submitted")) == 1


@pytest.mark.need("K4")
@pytest.mark.timeout(120)
async def test_at_a_desk_by_the_keyboard_alone_with_an_error_on_the_way(notify: Notify) -> None:
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with chromium() as browser, window(browser, notify.url, cookies) as shown:
        await shown.set_viewport_size(DESK)  # type: ignore[arg-type]
        await shown.goto(notify.url)
        await skip_to_main(shown)
        await shown.keyboard.press("Tab")
        assert (await focus(shown))[4] == "Begin a notification"
        await follow(shown, "Begin a notification")
        await follow(shown, "About the incident")
        for title, values in BY_KEYBOARD.items():
            assert await shown.inner_text("h1") == title
            if title == "Dates":
                await meet_an_error(shown, "occurred_on-day")
            await fill_by_keyboard(shown, values, GO)
        assert await shown.inner_text("h1") == "Check your answers"
        await follow(shown, "Notify")
        assert await shown.inner_text("h1") == "Notification sent"
    assert len(await notify.facts("notification-submitted")) == 1


@pytest.mark.need("K4")
async def test_at_a_desk_what_is_typed_is_kept_without_a_button(notify: Notify) -> None:
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with (
        await notify.browser_of(NOTIFIER) as client,
        chromium() as browser,
    ):
        draft = await begin(client)
        async with window(browser, notify.url, cookies) as shown:
            await shown.set_viewport_size(DESK)  # type: ignore[arg-type]
            await shown.goto(f"{draft}/account")
            await answer(shown, "outline", "Half a sentence")
            await shown.get_by_text("Saved automatically at 4:45pm.").wait_for()
            await shown.keyboard.type(" and a bit")
            await shown.goto(f"{draft}/about")  # going away keeps what the pause had not kept yet
        async with window(browser, notify.url, cookies) as shown:
            await shown.goto(f"{draft}/account")
            assert await shown.input_value("#outline") == "Half a sentence and a bit"
            await fill_by_keyboard(shown, {"outline": " more."}, GO)
            await shown.goto(f"{draft}/account")
            assert "more." in await shown.input_value("#outline")


async def every_kind_of_page(notify: Notify) -> dict[str, str]:
    """An address of each kind of page."""
    async with await notify.browser_of(NOTIFIER) as client:
        sent = await begin(client)
        await fill(client, sent)
        reference = (await send(client, sent)).address
        draft = await begin(client)
        await fill(client, draft, {"dates": ANSWERS["dates"], "about": ANSWERS["about"]})
        await client.post(f"{draft}/children", data={})
    one = reference.partition("?")[0]
    return {
        "first": notify.url,
        "before": f"{notify.url}/before-notifying",
        "drafts": f"{notify.url}/drafts",
        "tasks": draft,
        "about": f"{draft}/about",
        "dates": f"{draft}/dates",
        "circumstances": f"{draft}/circumstances",
        "who": f"{draft}/who-1?look=1",
        "known": f"{draft}/known-1",
        "areas": f"{draft}/areas",
        "positions": f"{draft}/positions",
        "check": f"{draft}/check",
        "hand-over": f"{draft}/hand-over",
        "delete": f"{draft}/delete",
        "remove": f"{draft}/children/1/remove",
        "notifications": f"{notify.url}/notifications",
        "sent": reference,
        "one": one,
        "as-sent": f"{one}/as-sent",
        "version": f"{one}/versions/1",
    }


@pytest.mark.timeout(120)
async def test_each_kind_of_page_is_accessible_on_a_phone_and_at_a_desk(notify: Notify) -> None:
    pages = await every_kind_of_page(notify)
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with (
        chromium() as browser,
        window(browser, notify.url, cookies) as shown,
    ):
        for name, address in pages.items():
            for size, view in (("desk", DESK), ("phone", PHONE)):
                await shown.set_viewport_size(view)  # type: ignore[arg-type]
                await shown.goto(address)
                await assert_accessible(shown)
                assert await no_sideways(shown), f"{name} at {size}"
                await shown.screenshot(path=f"build/form-{size}-{name}.png", full_page=True)


async def test_the_page_of_a_partner_is_accessible(notify: Notify) -> None:
    one = (await every_kind_of_page(notify))["one"]
    cookies = await cookies_of(notify.service, "ashmere-police")
    async with (
        chromium() as browser,
        window(browser, notify.url, cookies) as shown,
    ):
        await shown.goto(f"{one}/position")
        await assert_accessible(shown)
        await shown.click("main button")
        await assert_accessible(shown)
        await shown.screenshot(path="build/form-desk-position.png", full_page=True)


@pytest.mark.need("K4")
@pytest.mark.timeout(120)
async def test_the_answers_of_a_draft_are_short_on_a_phone(notify: Notify) -> None:
    cookies = await cookies_of(notify.service, NOTIFIER)
    async with (
        await notify.browser_of(NOTIFIER) as client,
        chromium() as browser,
        window(browser, notify.url, cookies, javascript=False) as shown,
    ):
        draft = await begin(client)
        await fill(client, draft)
        await shown.set_viewport_size(PHONE)  # type: ignore[arg-type]
        await shown.goto(f"{draft}/check")
        tall = await shown.evaluate("() => document.documentElement.scrollHeight")
        await shown.screenshot(path="build/form-phone-answers.png", full_page=True)
        assert tall < 6 * PHONE["height"], f"{tall} px"
