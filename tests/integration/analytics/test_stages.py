"""Time in each stage by quarter: as a page, as JSON and CSV; small numbers protected as elsewhere."""

import csv
from io import StringIO

import pytest

from services.analytics.stages import COLUMNS
from tests.integration.analytics.conftest import Analytics
from tests.integration.analytics.england import england
from tests.support.axe import assert_accessible, chromium, window
from tests.support.page import page
from tests.support.signing_in import cookies_of

MEASURED = {
    "days_to_review": ("The partnership", "13", "53"),
    "days_to_decision": ("The Panel", "12", "21"),
    "days_to_letter": ("The Panel", "1", "32"),
    "days_to_partners_decision": ("The partnership", "1", "13"),
    "days_to_publication": ("The partnership", "1", "2"),
}
"""Worked out by hand from the made-up country: the second quarter of 2026."""


@pytest.mark.need("B7")
@pytest.mark.need("E2")
async def test_every_stage_has_its_cases_and_median_by_quarter(analytics: Analytics) -> None:
    await analytics.tell(england())
    body = (await analytics.get("/stages", "secretary")).json()
    found = {
        row["stage"]: (row["waits_for"], row["number"], row["median_days"])
        for row in body["rows"]
        if row["quarter"] == "2026 Q2"
    }
    assert found == MEASURED
    assert body["disclosure"] == "none"
    wrong = await analytics.get("/stages?by=month", "secretary")
    assert wrong.json()["errors"][0]["pointer"] == "/by"


@pytest.mark.need("E2")
async def test_what_is_published_hides_the_days_of_one_or_two_cases(analytics: Analytics) -> None:
    await analytics.tell(england())
    for who, path in (("ashmere-case-system", "/stages"), ("secretary", "/stages?protected=true")):
        body = (await analytics.get(path, who)).json()
        medians = {row["stage"]: row["median_days"] for row in body["rows"]}
        assert body["disclosure"] == "disclosure-1"
        assert (medians["days_to_review"], medians["days_to_letter"]) == ("53", "c")
    answer = await analytics.get("/stages?format=csv", "ashmere-case-system")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert list(rows[0]) == list(COLUMNS)
    assert "c" in {row["median_days"] for row in rows}
    version = rows[0]["data_set_version"]
    assert f'filename="stages_{version}.csv"' in answer.headers["content-disposition"]


@pytest.mark.need("B7")
async def test_the_page_says_on_whom_each_stage_waits(analytics: Analytics) -> None:
    async with await analytics.browser_of("ashmere-council") as browser:
        assert "There are no figures yet." in (await page(browser, "/stages")).text
        await analytics.tell(england())
        shown = await page(browser, "/stages")
        assert "Days from notification to rapid review The partnership 53 (13)" in shown.text
        assert "c (1)" in shown.text
        assert "not a performance measure" in shown.text
        assert "Show all numbers" not in shown.text
    async with await analytics.browser_of("secretary") as staff:
        assert "must not be passed on" in (await page(staff, "/stages")).text
        assert "Show all numbers" in (await page(staff, "/stages?protected=true")).text


@pytest.mark.timeout(60)
async def test_the_page_has_no_fault_that_axe_knows(analytics: Analytics) -> None:
    await analytics.tell(england())
    cookies = await cookies_of(analytics.service, "secretary")
    async with (
        chromium() as browser,
        window(browser, analytics.url, cookies) as shown,
    ):
        await shown.goto(f"{analytics.url}/stages")
        await assert_accessible(shown)
