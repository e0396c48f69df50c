"""Tidy rows, their metadata, and the table and chart that are made from them."""

import csv
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime
from io import StringIO
from statistics import median_low

import pytest

from services.analytics.measures import MEASURES
from services.analytics.policy import rules
from services.analytics.queries import Area, DataSet, Line
from services.analytics.releases.cube import financial_year, months_between
from services.analytics.releases.metadata import Release
from services.analytics.releases.tidy import COLUMNS, Row, as_csv, tidy
from services.analytics.web.chart import svg
from services.analytics.web.table import Asked, table

BY_NAME = {measure.name: measure for measure in MEASURES}
AREAS = {
    "990": ("E12000005", "West Midlands", "990", "E99000990", "Ashmere"),
    "991": ("E12000005", "West Midlands", "991", "E99000991", "Brackenford"),
    "992": ("E12000001", "North East", "992", "E99000992", "Coldhaven"),
}
REGISTER = [Area(code, gss, name, r, rn) for r, rn, code, gss, name in AREAS.values()]
DATA = DataSet(1200, datetime(2026, 6, 4, 23, 30, tzinfo=UTC), 0)


def line(month: str, area: str, part: str, value: int, days: int = 0) -> Line:
    return Line(date.fromisoformat(f"{month}-01"), *AREAS[area], part, days, value)


def rows_of(
    lines: list[Line], name: str = "notified", *, protected: bool = False, running: str = ""
) -> list[Row]:
    rule = rules.disclosure() if protected else None
    return tidy(BY_NAME[name], lines, REGISTER, rule, "v", running)


def shown(rows: list[Row], level: str, unit: str, part: str = "total") -> dict[str, str]:
    return {
        f"{row['time_period']} {row['la_name'] or row['region_name']}".strip(): row["number"]
        for row in rows
        if (row["geographic_level"], row["time_identifier"], row["breakdown"])
        == (level, unit, part)
    }


LINES = [
    line("2026-02", "990", "serious_harm", 4),
    line("2026-02", "990", "child_death", 1),
    line("2026-02", "992", "serious_harm", 12),
    line("2026-04", "991", "child_death", 3),
]


def test_unrounded_every_sum_is_there() -> None:
    rows = rows_of(LINES)
    assert shown(rows, "National", "Month") == {"2026-02": "17", "2026-03": "0", "2026-04": "3"}
    assert shown(rows, "National", "Month", "child_death")["2026-02"] == "1"
    assert shown(rows, "National", "Financial year") == {"2025-26": "17", "2026-27": "3"}
    assert shown(rows, "Regional", "Month")["2026-02 West Midlands"] == "5"
    assert shown(rows, "Local authority", "Financial year")["2026-27 Ashmere"] == "0"
    assert {row["new_la_code"] for row in rows if row["la_name"] == "Ashmere"} == {"E99000990"}


@pytest.mark.need("H8")
def test_protected_areas_have_years_alone_and_no_parts() -> None:
    rows = rows_of(LINES, protected=True)
    assert {row["time_identifier"] for row in rows if row["geographic_level"] != "National"} == {
        "Financial year"
    }
    assert {row["breakdown"] for row in rows if row["geographic_level"] != "National"} == {"total"}
    assert shown(rows, "National", "Month") == {"2026-02": "17", "2026-03": "0", "2026-04": "3"}
    assert shown(rows, "National", "Month", "child_death")["2026-02"] == "c"
    assert shown(rows, "National", "Month", "serious_harm")["2026-02"] == "c"
    assert shown(rows, "Regional", "Financial year") == {
        "2025-26 North East": "10",
        "2025-26 West Midlands": "10",
        "2026-27 North East": "0",
        "2026-27 West Midlands": "low",
    }


SEXES = [
    line("2025-06", "990", "male", 7),
    line("2025-08", "992", "female", 5),
    line("2026-01", "991", "not_known", 1),
    line("2026-05", "990", "male", 9),
    line("2026-05", "990", "female", 8),
]


@pytest.mark.need("H13")
def test_characteristics_are_shown_by_ended_years_and_protected() -> None:
    rows = rows_of(SEXES, "notified_by_sex", protected=True, running="2026-27")
    by_month = [row for row in rows if row["time_identifier"] == "Month"]
    assert {row["breakdown"] for row in by_month} == {"total"}
    shown_of = {
        part: shown(rows, "National", "Financial year", part)
        for part in ("total", "male", "female", "not_known")
    }
    assert shown_of == {
        "total": {"2025-26": "13", "2026-27": "17"},
        "male": {"2025-26": "7", "2026-27": "c"},
        "female": {"2025-26": "c", "2026-27": "c"},
        "not_known": {"2025-26": "c", "2026-27": "c"},
    }


@pytest.mark.need("H13")
def test_the_bodys_own_people_see_characteristics_of_every_month() -> None:
    rows = rows_of(SEXES, "notified_by_sex", running="2026-27")
    assert shown(rows, "National", "Month", "female")["2026-05"] == "8"
    assert shown(rows, "National", "Financial year", "not_known")["2025-26"] == "1"


def test_the_notes_say_how_characteristics_are_protected() -> None:
    release = Release(BY_NAME["notified_by_sex"], DATA, made_up=True, rule=rules.disclosure())
    assert "all parts of a year that has not ended" in " ".join(release.notes)


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (4, "low"), (5, "10"), (15, "20")])
def test_regions_are_rounded_to_the_nearest_ten(value: int, said: str) -> None:
    lines = [line("2026-02", "990", "serious_harm", value), line("2026-02", "992", "other", 9)]
    rows = rows_of([one for one in lines if one.value], protected=True)
    assert shown(rows, "Regional", "Financial year")["2025-26 West Midlands"] == said


def test_a_median_is_of_the_days_and_needs_more_than_a_few_cases() -> None:
    lines = [line("2026-02", "990", "all", 2, 10), line("2026-02", "992", "all", 1, 30)]
    unrounded = {row["geographic_level"]: row for row in rows_of(lines, "days_to_review")}
    assert (unrounded["National"]["number"], unrounded["National"]["median_days"]) == ("3", "10")
    protected = rows_of(lines, "days_to_review", protected=True)
    medians = {(r["geographic_level"], r["la_name"]): r["median_days"] for r in protected}
    assert medians["National", ""] == "10"
    assert medians["Local authority", "Ashmere"] == "c"
    assert medians["Local authority", "Brackenford"] == "z"


def test_the_median_of_many_cases_is_that_of_their_list() -> None:
    days = [(3, 4), (0, 2), (11, 5), (7, 1)]
    lines = [line("2026-02", "990", "all", value, day) for day, value in days]
    [row] = [
        row
        for row in rows_of(lines, "days_to_review")
        if (row["geographic_level"], row["time_identifier"]) == ("National", "Month")
    ]
    listed = [day for day, value in days for _ in range(value)]
    assert row["median_days"] == str(median_low(listed))


def test_a_day_of_none_is_a_day_and_not_a_blank() -> None:
    [row] = {
        row["median_days"]
        for row in rows_of([line("2026-02", "990", "all", 1, 0)], "days_to_review")
        if row["la_name"] == "Ashmere"
    }
    assert row == "0"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx"])
def test_no_cell_begins_with_what_a_spreadsheet_would_run(name: str) -> None:
    [row] = csv.DictReader(StringIO(as_csv([dict.fromkeys(COLUMNS, "x") | {"la_name": name}])))
    assert row["la_name"] == f"'{name}"


def test_the_file_is_read_back_as_it_was() -> None:
    rows = rows_of([line("2026-02", "990", "serious_harm", 4)])
    assert list(csv.DictReader(StringIO(as_csv(rows)))) == rows


@pytest.mark.parametrize(
    ("month", "year"), [("2026-03", "2025-26"), ("2026-04", "2026-27"), ("1999-12", "1999-00")]
)
def test_the_financial_year_ends_on_31_march(month: str, year: str) -> None:
    assert financial_year(date.fromisoformat(f"{month}-01")) == year


@pytest.mark.need("L1")
def test_how_long_a_stage_took_is_published_by_quarter_with_its_count() -> None:
    stages = [line("2026-04", "990", "all", n, days) for n, days in ((2, 10), (1, 30), (1, 31))]
    later = line("2026-07", "992", "all", 1, 50)
    for protected in (True, False):
        rows = rows_of([*stages, later], "days_to_letter", protected=protected)
        quarters = {
            row["time_period"]: (row["number"], row["median_days"])
            for row in rows
            if (row["time_identifier"], row["geographic_level"]) == ("Quarter", "National")
        }
        hidden = "c" if protected else "50"
        assert quarters == {"2026 Q2": ("4", "10"), "2026 Q3": ("1", hidden)}
    areas = {
        r["geographic_level"]
        for r in rows_of(stages, "days_to_letter", protected=True)
        if r["time_identifier"] == "Quarter"
    }
    assert areas == {"National"}, "areas' quarters are too small to be shown"
    counted = rows_of([line("2026-04", "990", "serious_harm", 4)])
    assert "Quarter" not in {row["time_identifier"] for row in counted}


def test_months_have_no_holes() -> None:
    found = months_between(date(2025, 11, 1), date(2026, 2, 1))
    assert [f"{one:%Y-%m}" for one in found] == ["2025-11", "2025-12", "2026-01", "2026-02"]


@pytest.mark.need("H14")
def test_the_metadata_names_every_column_and_says_what_must_be_read_with_the_figures() -> None:
    release = Release(BY_NAME["notified"], DATA, made_up=True, rule=rules.disclosure())
    document = release.document()
    assert [one["name"] for one in document["tableSchema"]["columns"]] == list(COLUMNS)
    assert document["schema:version"] == "2026-06-05.1200.made-up"
    notes = " ".join(document["notes"])
    for part in ("not a performance measure", "disclosure-1", "nearest 10", "Made-up data"):
        assert part in notes
    unrounded = Release(BY_NAME["notified"], DATA, made_up=False, rule=None)
    assert "must not be passed on" in " ".join(unrounded.notes)
    assert unrounded.file_name == "notified_unrounded_2026-06-05.1200.csv"


def test_what_waits_for_a_person_is_said() -> None:
    held = Release(BY_NAME["notified"], DataSet(0, None, 2), made_up=False, rule=None)
    assert "2 messages wait for a person; the figures may lack them." in held.notes
    assert held.version == "none.0"


def test_the_chart_says_in_words_what_it_shows_and_is_the_same_each_time() -> None:
    release = Release(BY_NAME["notified"], DATA, made_up=True, rule=None)
    made = table(release, rows_of(LINES), Asked())
    drawn = svg(made, "Made-up data & more")
    root = ET.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    assert root.findtext(f"{space}title") == made.title
    assert root.findtext(f"{space}desc") == made.summary()
    assert "Serious harm to a child: at most 16, in February 2026" in made.summary()
    words = "".join(root.itertext())
    assert "Made-up data & more" in words
    assert "Death of a child" in words
    assert "<pattern" in drawn, "parts are told apart by more than colour"
    assert "<script" not in drawn
    svg.cache_clear()
    assert svg(made, "Made-up data & more") == drawn


@pytest.mark.parametrize("by", ["month", "quarter", "year", "region", "authority"])
@pytest.mark.parametrize("name", ["notified", "notified_by_age", "days_to_review"])
@pytest.mark.parametrize("protected", [True, False])
def test_every_table_can_be_drawn(by: str, name: str, protected: bool) -> None:
    part = {"days_to_review": "all", "notified_by_age": "under_1"}.get(name, "other")
    rows = rows_of([line("2026-02", "990", part, 3, 0)], name, protected=protected)
    rule = rules.disclosure() if protected else None
    made = table(Release(BY_NAME[name], DATA, made_up=True, rule=rule), rows, Asked(by))
    assert made.rows()
    ET.fromstring(svg(made, ""))
