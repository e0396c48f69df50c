"""A year of 400 cases, late, amended and withdrawn ones among them: every case explained, every clock right.

What runs is real: notify's use cases, the consumers, deciders and SQL of all four services, on four PostgreSQL
databases, with a clock that is moved from day to day. What stands in for Kafka is said in ``post``, and that letters
are told of and not typeset in ``played``. What must come out is worked out in ``by_hand`` from the plan, by other code
and another list of bank holidays than the services have. ``YEAR_SEED=2`` plays another year.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pydantic_core
import pytest

from chassis.calendar import forget
from chassis.clock import london_date
from services.analytics import queries
from services.correspondence.read_models import counted
from tests.conftest import Infra, MakeDatabase
from tests.integration.year import by_hand
from tests.integration.year.plan import FIRST, LAST, NUMBER, plan
from tests.integration.year.played import Year, amended_aware
from tests.integration.year.post import a_country

pytestmark = pytest.mark.timeout(600)
SEED = int(os.environ.get("YEAR_SEED") or 1)
SEEN = f"of the year with YEAR_SEED={SEED}"


@pytest.fixture
async def year(infra: Infra, new_database: MakeDatabase, tmp_path: Path) -> AsyncIterator[Year]:
    """It has been played to its last day."""
    forget()
    print(f"YEAR_SEED={SEED}")
    async with a_country(infra, new_database, tmp_path / "clock", FIRST) as country:
        played = Year(country, plan(SEED))
        await played.play(LAST)
        yield played
    forget()


async def test_a_year_ends_explained_with_every_clock_right_and_every_count_equal(
    year: Year,
) -> None:
    await nothing_is_refused_or_held(year)
    await every_case_stands_where_it_must(year)
    await every_clock_ever_told_is_right(year)
    await the_desk_counts_what_analytics_folded(year)


async def told_by(year: Year, service: str) -> list[tuple[str, UUID, date, dict[str, Any]]]:
    """Every fact of a journal about a case: its name, its case, the day in England, what it says."""
    rows = await year.country.services[service].db.pool.fetch(
        "select type, key, time, data from journal where kind = 'fact' order by position"
    )
    return [
        (
            r["type"].split(".")[3],
            r["key"],
            london_date(r["time"]),
            pydantic_core.from_json(r["data"]),
        )
        for r in rows
    ]


async def states_of(year: Year) -> dict[UUID, dict[str, Any]]:
    """The cases as the desk has them."""
    rows = await year.country.services["correspondence"].db.pool.fetch(
        "select incident_id, stage, region_code, state from case_view"
    )
    return {row["incident_id"]: dict(row) for row in rows}


async def nothing_is_refused_or_held(year: Year) -> None:
    """Each thing that was done was open when it was done, and all of it has arrived everywhere."""
    answers = await year.country.services["review"].db.pool.fetch(
        "select data from journal where kind = 'answer'"
    )
    refused = [one for row in answers if (one := pydantic_core.from_json(row["data"]))["code"]]
    assert refused == [], SEEN
    for service in year.country.services.values():
        assert await service.db.pool.fetch("select type, reason from parked") == [], SEEN


async def every_case_stands_where_it_must(year: Year) -> None:
    """Stage by stage as the plan has it; who has not ended waits for someone, and a clock of that runs."""
    desk = await states_of(year)
    assert len(desk) == len(year.lives) == NUMBER, SEEN
    for life in year.lives:
        case = desk[year.incidents[life.number]]
        assert case["stage"] == by_hand.stage_of(life), (SEEN, life)
        clocks = case["state"].get("clocks", [])
        running = {one["code"] for one in clocks if not one["met_on"]}
        assert by_hand.is_explained(life, running), (SEEN, life, running)
        ended = case["stage"] in by_hand.ENDED
        assert bool(case["state"].get("awaited_from")) is not ended, (SEEN, life)


async def every_clock_ever_told_is_right(year: Year) -> None:
    """At the end, start and stop by the plan; on the way, each by its own start and the calendar of its day."""
    desk, told = await states_of(year), 0
    for life in year.lives:
        clocks = desk[year.incidents[life.number]]["state"].get("clocks", [])
        found = {one["code"]: as_by_hand(one) for one in clocks}
        assert found == by_hand.clocks_of(life, LAST), (SEEN, life)
    for service in year.country.services:
        for name, _, day, data in await told_by(year, service):
            for one in clocks_in(data):
                met = date.fromisoformat(one["met_on"]) if one["met_on"] else None
                start = date.fromisoformat(one["started_on"])
                right = by_hand.clock(one["code"], start, met, day)
                assert as_by_hand(one) == right, (SEEN, name, day, one)
                told += 1
    assert told > 10 * NUMBER
    await the_clocks_of_notifying_are_right(year)
    await a_new_bank_holiday_moved_what_ran(year)


async def the_clocks_of_notifying_are_right(year: Year) -> None:
    """Aware to notified; where the first was corrected, by the corrected day."""
    last = {
        key: data["clock"]
        for name, key, _, data in await told_by(year, "notify")
        if name in ("notification-submitted", "notification-amended")
    }
    for life in year.lives:
        aware = amended_aware(life) if life.amended_on else life.case.aware_on
        met = life.case.notified_on
        assert as_by_hand(last[year.incidents[life.number]]) == by_hand.clock(
            "N1", aware, met, met
        ), (SEEN, life)


async def a_new_bank_holiday_moved_what_ran(year: Year) -> None:
    """Each clock that ran on the day of the proclamation and was due later, by a fact; no other."""
    moved = {
        (key, data["clock"]["code"])
        for name, key, _, data in await told_by(year, "review")
        if name == "clock-moved"
    }
    assert moved == {
        (year.incidents[life.number], code) for life in year.lives for code in by_hand.moved(life)
    }, SEEN


def as_by_hand(one: dict[str, Any]) -> by_hand.ClockByHand:
    """A clock as it was told, to be compared."""
    start, due = date.fromisoformat(one["started_on"]), date.fromisoformat(one["due_on"])
    met = date.fromisoformat(one["met_on"]) if one["met_on"] else None
    return by_hand.ClockByHand(start, due, met, one["working_days_late"])


def clocks_in(data: object) -> Iterator[dict[str, Any]]:
    """Every clock in what a fact says, wherever it stands."""
    match data:
        case {"code": _, "started_on": _, "due_on": _}:
            yield data  # type: ignore[misc]
        case dict():
            for value in data.values():
                yield from clocks_in(value)
        case list():
            for value in data:
                yield from clocks_in(value)


async def the_desk_counts_what_analytics_folded(year: Year) -> None:
    """In all and by region: stages of the desk against measures that were folded fact by fact."""
    desk = await states_of(year)
    async with year.country.services["correspondence"].db.read() as conn:
        counts = await counted.counts(conn, None)
    assert counts == Counter(case["stage"] for case in desk.values()), SEEN
    assert counts == Counter(map(by_hand.stage_of, year.lives)), SEEN
    async with year.country.services["analytics"].db.read() as conn:
        for name, has in COUNTED.items():
            folded: Counter[tuple[str, str]] = Counter()
            for line in await queries.lines(conn, name):
                folded[line.region_code, line.breakdown] += line.value
            seen = Counter(
                (case["region_code"], part) for case in desk.values() if (part := has(case))
            )
            assert folded == seen, (SEEN, name)
            assert seen, (SEEN, name)


def _clock(case: dict[str, Any], code: str) -> dict[str, Any] | None:
    clocks = case["state"].get("clocks", [])
    return next((one for one in clocks if one["code"] == code), None)


def _reviewed(case: dict[str, Any]) -> str:
    clock = _clock(case, "RR1")
    if not clock or not clock["met_on"]:
        return ""
    return "late" if clock["working_days_late"] else "on_time"


COUNTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "reviewed": _reviewed,
    "lcspr_begun": lambda case: "all" if _clock(case, "L1") else "",
    "lcspr_published": lambda case: "all" if case["stage"] == "published" else "",
}
"""What the desk knows of a case that a measure counts: the part of the measure, or nothing."""
