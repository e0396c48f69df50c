"""``/v1``: figures for other systems, whole, and refused by name where a question is wrong."""

import csv
from io import StringIO
from typing import Any

import httpx
import pytest

from services.analytics.measures import MEASURES
from services.analytics.releases.tidy import COLUMNS
from tests.integration.analytics.conftest import Analytics
from tests.integration.analytics.england import AREAS, england, reviews_with_theme

WHY = {"reason": "The figures were checked against the decided cases."}


def in_months(rows: list[dict[str, Any]], level: str = "National") -> dict[str, str]:
    """The totals by month."""
    return {
        row["time_period"]: row["number"]
        for row in rows
        if (row["geographic_level"], row["time_identifier"], row["breakdown"])
        == (level, "Month", "total")
    }


@pytest.mark.need("H1")
async def test_a_measure_is_whole_as_json(analytics: Analytics) -> None:
    await analytics.tell(england())
    body = (await analytics.get("/measures/notified", "ashmere-case-system")).json()
    assert body["dc:title"] == "Notifications received"
    assert body["schema:version"].endswith(".made-up")
    assert "not a performance measure" in " ".join(body["notes"])
    assert body["cspr:disclosure"] == "disclosure-1"
    assert in_months(body["rows"]) == {
        "2026-01": "3",
        "2026-02": "3",
        "2026-03": "6",
        "2026-04": "1",
    }


async def test_every_measure_answers_in_both_forms(analytics: Analytics) -> None:
    await analytics.tell(england())
    listed = (await analytics.get("/measures")).json()
    assert [one["name"] for one in listed] == [measure.name for measure in MEASURES]
    for one in listed:
        body = (await analytics.get(f"/measures/{one['name']}")).json()
        answer = await analytics.get(f"/measures/{one['name']}?format=csv")
        assert list(csv.DictReader(StringIO(answer.text))) == body["rows"]
        assert body["rows"]


@pytest.mark.need("H14")
async def test_a_file_names_its_version_and_leads_to_its_metadata(analytics: Analytics) -> None:
    await analytics.tell(england())
    answer = await analytics.get("/measures/notified?format=csv", "ashmere-case-system")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[0] == ",".join(COLUMNS)
    version = next(csv.DictReader(StringIO(answer.text)))["data_set_version"]
    assert f'filename="notified_{version}.csv"' in answer.headers["content-disposition"]
    link = answer.links["describedby"]
    assert link["type"] == "application/csvm+json"
    path = link["url"].removeprefix("/v1")
    metadata = await analytics.get(path, "ashmere-case-system")
    assert metadata.headers["content-type"] == "application/csvm+json"
    assert metadata.json()["schema:version"] == version
    assert metadata.json()["url"] == f"notified_{version}.csv"


@pytest.mark.need("H8")
async def test_small_numbers_are_protected_from_all_but_the_bodys_own_people(
    analytics: Analytics,
) -> None:
    await analytics.tell(england())
    local = "/measures/notified?level=Local authority&authority=991"
    for who, numbers in (("secretary", {"1", "0"}), ("ashmere-case-system", {"c"})):
        rows = (await analytics.get(local, who)).json()["rows"]
        assert {row["number"] for row in rows if row["time_identifier"] != "Month"} == numbers
    own = (await analytics.get(local, "ashmere-case-system")).json()["rows"]
    assert {row["time_identifier"] for row in own} == {"Financial year"}
    as_others = (await analytics.get(f"{local}&protected=true", "secretary")).json()["rows"]
    assert as_others == own


async def test_a_file_that_is_not_protected_says_so_in_its_name(analytics: Analytics) -> None:
    answer = await analytics.get("/measures/notified?format=csv", "secretary")
    assert "notified_unrounded_" in answer.headers["content-disposition"]
    answer = await analytics.get("/measures/notified?format=csv&protected=true", "secretary")
    assert "unrounded" not in answer.headers["content-disposition"]
    assert answer.links["describedby"]["url"].endswith("/metadata?protected=true")


async def test_filters_leave_what_was_asked_for(analytics: Analytics) -> None:
    await analytics.tell(england())
    rows = (await analytics.get("/measures/notified?level=Regional")).json()["rows"]
    assert {row["geographic_level"] for row in rows} == {"Regional"}
    rows = (await analytics.get("/measures/notified?region=E12000001")).json()["rows"]
    assert {row["la_name"] for row in rows} == {"", "Coldhaven", "Dunmoor"}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("regoin=E12000001", "/regoin"),
        ("region=E0", "/region"),
        ("region=", "/region"),
        ("authority=12345", "/authority"),
        ("level=Street", "/level"),
        ("format=xlsx", "/format"),
        ("protected=perhaps", "/protected"),
    ],
)
async def test_a_filter_that_nobody_knows_is_named(
    analytics: Analytics, query: str, pointer: str
) -> None:
    await analytics.tell(england())
    answer = await analytics.get(f"/measures/notified?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_a_measure_that_is_not_there_is_not_found(analytics: Analytics) -> None:
    for path in ("/measures/other", "/measures/other/metadata"):
        assert (await analytics.get(path)).status_code == 404


@pytest.mark.need("J2")
@pytest.mark.parametrize(
    "path", ["/measures", "/measures/notified", "/measures/notified/metadata", "/trends"]
)
async def test_nobody_reads_without_saying_who_they_are(analytics: Analytics, path: str) -> None:
    answer = await analytics.http.get(f"/v1{path}")
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    forged = await analytics.http.get(f"/v1{path}", headers={"Authorization": "Bearer x.y.z"})
    assert forged.status_code == 401


async def test_a_person_downloads_with_the_session_of_the_page(analytics: Analytics) -> None:
    await analytics.tell(england())
    async with await analytics.browser_of("ashmere-council") as browser:
        answer = await browser.get("/v1/measures/notified?format=csv")
    assert answer.status_code == 200
    assert answer.text.startswith("time_period,")


async def test_a_session_alone_changes_nothing(analytics: Analytics) -> None:
    await analytics.tell(reviews_with_theme())
    trend = (await analytics.get("/trends/detected")).json()[0]["id"]
    async with await analytics.browser_of("analyst") as browser:
        answers: list[httpx.Response] = [
            await browser.post(f"/v1/trends/{trend}/release", json=WHY),
            await browser.post("/v1/rebuild"),
        ]
    assert [one.status_code for one in answers] == [401, 401]


@pytest.mark.need("H3")
async def test_a_system_releases_a_trend_once_and_with_a_reason(analytics: Analytics) -> None:
    await analytics.tell(reviews_with_theme())
    [found] = (await analytics.get("/trends/detected")).json()
    assert (found["status"], found["reviews"], found["of_reviews"]) == ("detected", 14, 60)
    path = f"/trends/{found['id']}/release"
    silent = await analytics.call("POST", path, "analyst", json={"reason": " "})
    assert (silent.status_code, silent.json()["field"]) == (409, "reason")
    other = await analytics.call("POST", path, "secretary", json=WHY)
    assert (other.status_code, other.json()["code"]) == (403, "forbidden")
    for _ in range(2):
        assert (await analytics.call("POST", path, "analyst", json=WHY)).status_code == 204
    assert (await analytics.get("/trends/detected")).json() == []
    [public] = (await analytics.get("/trends", "ashmere-case-system")).json()
    assert public["theme"] == "unseen_male_carer"
    assert len(await analytics.facts("trend-released")) == 1


async def test_only_analysts_are_told_of_what_was_detected(analytics: Analytics) -> None:
    for who in ("secretary", "chair", "ashmere-case-system"):
        assert (await analytics.get("/trends/detected", who)).status_code == 403


async def test_authorities_of_the_register_without_a_case_are_zero(analytics: Analytics) -> None:
    await analytics.tell(england())
    rows = (await analytics.get("/measures/notified?authority=993")).json()["rows"]
    assert {(row["la_name"], row["number"]) for row in rows} == {("Dunmoor", "0")}
    assert len(AREAS) == 4
