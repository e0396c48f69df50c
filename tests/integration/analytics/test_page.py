"""``/trends`` in a browser: figures for everyone who signs in, release for analysts."""

import re

import httpx
import pytest

from chassis.web.guard import assert_every_route_is_guarded
from tests.integration.analytics.conftest import Analytics
from tests.integration.analytics.england import england, reviews_with_theme
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import page, submit
from tests.support.patient import ANSWER_S_MAX
from tests.support.signing_in import cookies_of, sign_in

WHY = "The figures were checked against the decided cases."
HTML = {"accept": "text/html"}
THEME = "14 of 60 reviews (23.3%), 11 of 40 partnerships"


def grid(shown: object) -> list[list[str]]:
    """The table's rows, its head first."""
    rows = shown.soup.select("main table tr")  # type: ignore[attr-defined]
    return [[cell.get_text().strip() for cell in row.select("th, td")] for row in rows]


async def test_every_route_says_who_may_use_it(analytics: Analytics) -> None:
    assert_every_route_is_guarded(analytics.app)


async def test_a_reader_signs_in_and_comes_back_to_the_page(analytics: Analytics) -> None:
    async with httpx.AsyncClient(timeout=ANSWER_S_MAX) as browser:
        answer = await sign_in(browser, f"{analytics.url}/trends?by=year", "ashmere-council")
    assert (answer.status_code, str(answer.url)) == (200, f"{analytics.url}/trends?by=year")


async def test_staff_see_every_number_and_are_told_not_to_pass_them_on(
    analytics: Analytics,
) -> None:
    await analytics.tell(england())
    async with await analytics.browser_of("secretary") as browser:
        shown = await page(browser, "/trends")
        assert grid(shown) == [
            ["Month", "Death of a child", "Serious harm to a child", "All"],
            ["January 2026", "0", "3", "3"],
            ["February 2026", "1", "2", "3"],
            ["March 2026", "0", "6", "6"],
            ["April 2026", "0", "1", "1"],
        ]
        assert "must not be passed on" in shown.text
        assert "not a performance measure" in shown.text
        assert "Made-up data" in (await browser.get("/trends/chart.svg")).text
        region = await page(browser, "/trends?region=E12000001")
        assert grid(region)[3] == ["March 2026", "4", "4"]
        places = await page(browser, "/trends?by=authority&region=E12000005")
        assert grid(places) == [
            ["Local authority", "2025-26", "2026-27"],
            ["Ashmere", "7", "1"],
            ["Brackenford", "1", "0"],
        ]


@pytest.mark.need("H14")
async def test_others_see_small_numbers_protected_and_how_far_facts_were_read(
    analytics: Analytics,
) -> None:
    await analytics.tell(england())
    async with await analytics.browser_of("ashmere-council") as browser:
        shown = await page(browser, "/trends")
        assert grid(shown)[2] == ["February 2026", "c", "c", "3"]
        assert re.search(
            r"Data set 2026-05-18\.\d+\.made-up: \d+ facts read, until 18 May", shown.text
        )
        places = await page(browser, "/trends?by=authority")
        assert grid(places)[1:] == [
            ["Ashmere", "c", "c"],
            ["Brackenford", "c", "c"],
            ["Coldhaven", "4", "0"],
        ]
        regions = await page(browser, "/trends?by=region")
        assert grid(regions)[1:] == [["North East", "low", "0"], ["West Midlands", "10", "low"]]
        own = await page(browser, "/trends?authority=990")
        assert grid(own)[0][0] == "Financial year"
        assert "their months are too small" in own.text


async def test_medians_are_shown_for_time_in_a_stage(analytics: Analytics) -> None:
    await analytics.tell(england())
    async with await analytics.browser_of("analyst") as browser:
        shown = await page(browser, "/trends?measure=days_to_publication")
        assert grid(shown) == [["Month", "Median days", "Cases"], ["June 2026", "2", "1"]]
        places = await page(browser, "/trends?measure=days_to_decision&by=region")
        assert grid(places)[0] == ["Region", "2026-27"]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("measure=other", "measure", "Choose one of the measures."),
        ("by=moon", "by", "Choose one of the answers."),
        ("region=E0", "region", "Choose one of the regions."),
        ("authority=1", "authority", "Choose one of the authorities."),
        ("authority=990&region=E12000001", "authority", "Ashmere is in West Midlands."),
    ],
)
async def test_a_filter_that_nobody_knows_is_named(
    analytics: Analytics, query: str, field: str, said: str
) -> None:
    await analytics.tell(england())
    async with await analytics.browser_of("analyst") as browser:
        shown = await page(browser, f"/trends?{query}", status=422)
        assert shown.errors == {field: said}
        assert (await browser.get(f"/trends/chart.svg?{query}")).status_code == 404


async def test_before_the_first_fact_the_page_says_so(analytics: Analytics) -> None:
    async with await analytics.browser_of("analyst") as browser:
        shown = await page(browser, "/trends")
        assert "There are no figures yet." in shown.text


@pytest.mark.need("H3")
async def test_a_theme_is_released_once_with_a_reason_and_then_everyone_sees_it(
    analytics: Analytics,
) -> None:
    await analytics.tell(reviews_with_theme())
    async with await analytics.browser_of("ashmere-council") as partner:
        assert THEME not in (await page(partner, "/trends")).text
        async with await analytics.browser_of("analyst") as browser:
            shown = await page(browser, "/trends")
            assert THEME in shown.text
            assert "By region, about, in 18 months: North East 25%." in shown.text
            [choice] = shown.form("/trends").select("input[type=radio][name=trend]") or [None]
            empty = await submit(browser, shown, {}, action="/trends", status=422)
            assert set(empty.errors) == {"trend", "reason"}
            said = {"trend": choice["value"], "reason": WHY}
            done = await submit(browser, empty, said, action="/trends")
            assert "The figures on “Unseen male carer” are released." in done.text
            await submit(browser, empty, said, action="/trends")
        assert THEME in (await page(partner, "/trends")).text
    [fact] = await analytics.facts("trend-released")
    assert (fact["reviews"], fact["released_by"]) == (14, "person:analyst")
    assert [one["percent"] for one in fact["regions"]] == [25]
    [row] = await analytics.service.db.pool.fetch("select status, reason from trend")
    assert tuple(row) == ("released", WHY)


@pytest.mark.need("J2")
@pytest.mark.parametrize("sub", ["ashmere-council", "secretary", "member-health", "chair"])
async def test_only_analysts_see_and_release_what_was_detected(
    analytics: Analytics, sub: str
) -> None:
    await analytics.tell(reviews_with_theme())
    async with await analytics.browser_of("analyst") as browser:
        shown = await page(browser, "/trends")
    trend = str(shown.soup.select("input[name=trend]")[0]["value"])
    async with await analytics.browser_of(sub) as browser:
        other = await page(browser, "/trends")
        assert THEME not in other.text
        assert not other.soup.select("input[name=trend]")
        token = str(other.soup.select("input[name=token]")[0]["value"])
        form = {"token": token, "trend": trend, "reason": WHY}
        answer = await browser.post("/trends", data=form, headers=HTML)
        assert answer.status_code == 403
        assert "Your role may not do this." in answer.text
    assert await analytics.facts("trend-released") == []


async def test_a_form_that_is_not_ours_releases_nothing(analytics: Analytics) -> None:
    await analytics.tell(reviews_with_theme())
    trend = (await analytics.get("/trends/detected")).json()[0]["id"]
    async with await analytics.browser_of("analyst") as browser:
        form = {"token": "forged", "trend": trend, "reason": WHY}
        assert (await browser.post("/trends", data=form, headers=HTML)).status_code == 403
    assert await analytics.facts("trend-released") == []


async def test_the_page_is_accessible_and_works_without_javascript(analytics: Analytics) -> None:
    await analytics.tell([*england(), *reviews_with_theme()[60:], *reviews_with_theme()[:60]])
    cookies = await cookies_of(analytics.service, "analyst")
    async with chromium() as browser:
        async with window(browser, analytics.url, cookies) as shown:
            for query in ("", "?by=authority", "?measure=days_to_review&by=region", "?by=moon"):
                await shown.goto(f"{analytics.url}/trends{query}")
                await assert_accessible(shown)
        async with window(browser, analytics.url, cookies, javascript=False) as shown:
            await shown.goto(f"{analytics.url}/trends")
            drawn = "img => img.decode().then(() => img.naturalWidth > 300)"
            await shown.get_by_label("Measure").select_option("decided")
            await shown.get_by_label("Financial year").check()
            await shown.get_by_role("button", name="Show").click()
            assert "by financial year" in await shown.inner_text("main")
            assert await shown.locator("img.cspr-chart").evaluate(drawn)
