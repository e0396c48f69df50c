"""A newly proclaimed bank holiday moves the clocks that run, by facts that say so, and no other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from chassis.calendar import forget
from contracts.calendar import BankHolidayProclaimedV1
from contracts.review.agency_return import AskAgencyReturnsV1
from services.review import running_clocks
from services.review.rounds.calendar_moves import move_by_calendar
from tests.integration.review.conftest import Review


@pytest.fixture(autouse=True)
def nothing_proclaimed() -> Iterator[None]:
    forget()
    yield
    forget()


async def proclaim(review: Review, day: str, on: str, **more: Any) -> None:
    fact = BankHolidayProclaimedV1(
        proclamation_id=uuid7(),
        day=date.fromisoformat(day),
        title="A day of thanks",
        proclaimed_on=date.fromisoformat(on),
        **more,
    )
    await review.deliverer.give(fact, fact.proclamation_id)
    while await move_by_calendar(review.service.db):
        pass


@pytest.mark.need("L5")
async def test_a_running_clock_moves_and_says_so_once(review: Review) -> None:
    runs, met = await review.case(), await review.case()
    review.on("2026-04-17")
    await review.done(review.submission(met), met)
    was_met = await review.clock(met, "RR1")
    review.on("2026-04-20")
    await proclaim(review, "2026-04-24", "2026-04-20")

    told = await review.facts("clock-moved")
    by_case = {(one["incident_id"], one["clock"]["code"]): one for one in told}
    assert set(by_case) == {(str(runs), "RR1"), (str(met), "P1")}
    one = by_case[str(runs), "RR1"]
    assert (one["was_due_on"], one["clock"]["due_on"]) == ("2026-05-01", "2026-05-05")
    assert one["clock"]["started_on"] == "2026-04-10", "the base date never moves"
    assert ((await review.clock(runs, "RR1")) or {})["due_on"] == "2026-05-05"
    assert await review.clock(met, "RR1") == was_met

    assert await move_by_calendar(review.service.db) == 0
    assert len(await review.facts("clock-moved")) == len(told)


@pytest.mark.need("L5")
async def test_an_awaited_return_moves_too_unless_its_day_was_named(review: Review) -> None:
    incident = await review.case()
    agencies = [{"agency": "gp", "partner": "health"}]
    for more in ({}, {"due_on": "2026-04-17"}):
        ask = {"incident_id": incident, "agencies": agencies, **more}
        await review.done(AskAgencyReturnsV1.model_validate(ask), incident)
    await proclaim(review, "2026-04-16", "2026-04-10")
    [told] = [one for one in await review.facts("clock-moved") if one["clock"]["code"] == "AR1"]
    assert (told["was_due_on"], told["clock"]["due_on"]) == ("2026-04-17", "2026-04-20")
    awaited = (await review.state(incident))["awaited_returns"]
    assert [(one["number"], one["due_on"]) for one in awaited] == [
        (2, "2026-04-17"),
        (1, "2026-04-20"),
    ]
    named, counted = awaited
    assert named["clock"] is None
    assert counted["clock"] == told["clock"]


async def test_a_case_told_meanwhile_still_says_that_its_clock_moved(review: Review) -> None:
    incident = await review.case()
    async with review.service.db.read() as conn:
        before = await running_clocks.told(conn, [incident])
    assert before[incident] == {"RR1": date(2026, 5, 1)}
    await proclaim(review, "2026-04-30", "2026-04-10")
    await proclaim(review, "2026-04-30", "2026-04-11", holiday=False)
    told = await review.facts("clock-moved")
    assert [one["clock"]["due_on"] for one in told] == ["2026-05-05", "2026-05-01"]


async def test_cases_from_before_their_clocks_were_noted_are_counted_too(review: Review) -> None:
    incident = await review.case()
    await review.service.db.pool.execute("delete from running_clock")
    await review.service.db.pool.execute("update case_file set calendar = null")
    assert await move_by_calendar(review.service.db) == 1
    async with review.service.db.read() as conn:
        assert await running_clocks.told(conn, [incident]) == {incident: {"RR1": date(2026, 5, 1)}}
    await proclaim(review, "2026-04-30", "2026-04-10")
    assert len(await review.facts("clock-moved")) == 1


async def test_what_a_process_with_an_older_calendar_has_told_is_counted_again(
    review: Review,
) -> None:
    incident = await review.case()
    await proclaim(review, "2026-04-30", "2026-04-10")
    forget()
    review.on("2026-04-17")
    await review.done(review.submission(incident), incident)
    told = (await review.clock(incident, "P1") or {})["due_on"]
    while await move_by_calendar(review.service.db):
        pass
    again = (await review.clock(incident, "P1") or {})["due_on"]
    assert date.fromisoformat(again) > date.fromisoformat(told)


async def test_what_is_due_before_a_day_is_found_by_scope(review: Review) -> None:
    incident, later = await review.case(), await review.case("2026-04-13")
    async with review.service.db.read() as conn:
        due = await running_clocks.due_before(conn, date(2026, 5, 2), None, None, 10)
        assert [one.clock.due_on for one in due] == [date(2026, 5, 1)]
        both = await running_clocks.due_before(conn, date(2026, 5, 9), ["ashmere"], None, 10)
        assert len(both) == 2
        for reach in ((["brackenford"], None), (None, ["E12000001"])):
            assert await running_clocks.due_before(conn, date(2026, 5, 9), *reach, 10) == []
    await review.done(review.submission(incident), incident)
    async with review.service.db.read() as conn:
        codes = await running_clocks.told(conn, [incident, later])
    assert (set(codes[incident]), set(codes[later])) == ({"P1"}, {"RR1"})
