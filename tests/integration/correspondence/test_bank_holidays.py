"""Staff proclaim a bank holiday at the desk, once they have seen which clocks it would move."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis.calendar import Proclaimed, forget, learn
from chassis.dated import tables
from contracts.calendar import BankHolidayProclaimedV1
from contracts.catalogue import by_model
from contracts.codes import Clock, Partner
from contracts.notify import NotificationSubmittedV1, NotificationWithdrawnV1
from contracts.notify_changes import NotificationAmendedV1, NotificationReassignedV1
from contracts.review.agency_return import Agency, AwaitedReturn
from contracts.review.case_state import Stage
from contracts.tools.samples import data_of
from services.correspondence import policy
from services.correspondence.use_cases import holidays
from services.correspondence.use_cases.holidays import BY_MONTHS, due_if, moved
from services.notify import policy as notify_policy
from services.review.policy import rules
from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.page import HTML, page, submit

__all__ = ["house", "office", "pages"]
CALENDAR = f"{ADDRESS}/desk/calendar"
DAY = date(2026, 6, 15)
TYPED = {
    "day-day": "15",
    "day-month": "6",
    "day-year": "2026",
    "becomes": "holiday",
    "occasion": "state_funeral",
}


@pytest.fixture(autouse=True)
def nothing_proclaimed() -> Iterator[None]:
    forget()
    yield
    forget()


def a_clock(code: str = "P1", *, start: date, due: date, met: date | None = None) -> Clock:
    return Clock(
        code=code,
        title="The Panel's reply",
        started_on=start,
        due_on=due,
        met_on=met,
        basis="service level",
        policy_version="clocks-1",
    )


@pytest.mark.need("L5")
def test_a_clock_moves_where_the_day_lies_in_it_and_it_counts_working_days() -> None:
    inside = a_clock(start=date(2026, 6, 4), due=date(2026, 6, 18))
    on_the_day = a_clock(start=date(2026, 6, 1), due=DAY)
    others = (
        a_clock(start=DAY, due=date(2026, 6, 29)),
        a_clock(start=date(2026, 6, 1), due=date(2026, 6, 12)),
        a_clock("L1", start=date(2026, 6, 1), due=date(2026, 12, 1)),
    )
    running = [(str(n), clock) for n, clock in enumerate((inside, on_the_day, *others))]
    found = moved(running, DAY, holiday=True)
    assert [(one.reference, one.then) for one in found] == [
        ("1", date(2026, 6, 16)),
        ("0", date(2026, 6, 19)),
    ]
    assert moved(running, DAY, holiday=False) == [], "it is a working day already"
    back = a_clock("L2", start=date(2026, 6, 22), due=date(2026, 6, 11))
    [one] = moved([("back", back)], DAY, holiday=True)
    assert one.then == date(2026, 6, 10), "days that are counted back begin earlier"
    whitsun = date(2026, 5, 25)
    over = a_clock(start=date(2026, 5, 20), due=date(2026, 6, 4))
    assert due_if(over, whitsun, is_working=True) == date(2026, 6, 3)


def test_the_clocks_that_no_holiday_moves_are_those_counted_in_months() -> None:
    codes = {row["code"] for row in rules.clocks_on(DAY) if row["months"]}
    assert codes == BY_MONTHS


def test_partners_who_are_to_be_told_are_counted_by_the_row_that_notify_has() -> None:
    of_notify = [
        r for r in tables(notify_policy.__name__, "framework.toml")["clock"] if r["code"] == "N2"
    ]
    assert tables(policy.__name__, "notifying.toml")["clock"] == of_notify


async def notified(pages: Pages, incident: UUID, model: type[Any], **said: Any) -> None:
    """Notify tells when the authority became aware, and when the partners were told."""
    known = {"incident_id": str(incident), "reference": f"CSPR-2026-{incident.int:05d}-X"}
    fact = model.model_validate({**data_of(by_model()[model]), **known, **said})
    await pages.office.deliverer.give(fact, incident)


@pytest.mark.need("L5")
async def test_the_clock_of_partners_who_are_to_be_told_is_among_what_it_would_move(
    pages: Pages,
) -> None:
    told, untold, late, ended, over = (UUID(int=n) for n in range(91, 96))
    open_ = {"aware_on": "2026-06-10", "partners_clock": None}
    met = a_clock("N2", start=date(2026, 6, 10), due=date(2026, 6, 17), met=date(2026, 6, 11))
    for one in (told, untold, late, ended):
        await notified(pages, one, NotificationSubmittedV1, **open_)
    await notified(pages, over, NotificationSubmittedV1, **{**open_, "aware_on": "2026-06-05"})
    await notified(pages, told, NotificationAmendedV1, **{**open_, "partners_clock": met})
    await notified(pages, late, NotificationAmendedV1, **{**open_, "aware_on": "2026-06-11"})
    await notified(pages, ended, NotificationWithdrawnV1)
    desk = await pages.browser("secretary")
    check = await submit(desk, await page(desk, CALENDAR), TYPED)
    assert "2 clocks would move" in check.text
    words = "Tell the safeguarding partners"
    assert f"CSPR-2026-00092-X {words} 17 June 2026 18 June 2026" in check.text
    assert f"CSPR-2026-00093-X {words} 18 June 2026 19 June 2026" in check.text
    earlier = Proclaimed(date(2026, 6, 8), UUID(int=6), date(2026, 6, 16), holiday=True)
    learn([earlier])
    check = await submit(desk, await page(desk, CALENDAR), TYPED)
    assert f"CSPR-2026-00092-X {words} 18 June 2026 19 June 2026" in check.text


@pytest.mark.need("L5")
async def test_partners_to_whom_a_case_came_are_still_to_be_told(pages: Pages) -> None:
    others, same = UUID(int=91), UUID(int=92)
    days = {"start": date(2026, 6, 10), "due": date(2026, 6, 17)}
    told = {"aware_on": "2026-06-10", "partners_clock": a_clock("N2", **days, met=days["start"])}
    for one, clock in ((others, a_clock("N2", **days)), (same, None)):
        await notified(pages, one, NotificationSubmittedV1, **told)
        await notified(pages, one, NotificationReassignedV1, partners_clock=clock)
    desk = await pages.browser("secretary")
    check = await submit(desk, await page(desk, CALENDAR), TYPED)
    assert "1 clock would move" in check.text
    assert "CSPR-2026-00091-X Tell the safeguarding partners 17 June 2026 18 June" in check.text


@pytest.mark.need("L5")
async def test_an_awaited_return_is_among_what_it_would_move_unless_its_day_was_named(
    pages: Pages,
) -> None:
    counted = a_clock("AR1", start=date(2026, 6, 9), due=date(2026, 6, 16))
    parts = {"agency": Agency.SCHOOL, "partner": Partner.AUTHORITY, "chased": 0}
    awaited = [
        AwaitedReturn(number=number, due_on=counted.due_on, clock=clock, **parts)
        for number, clock in ((1, counted), (2, None))
    ]
    await runs(pages, awaited_returns=[one.model_dump(mode="json") for one in awaited])
    desk = await pages.browser("secretary")
    check = await submit(desk, await page(desk, CALENDAR), TYPED)
    assert "2 clocks would move" in check.text
    assert f"{REFERENCE} The Panel's reply 16 June 2026 17 June 2026" in check.text


async def runs(pages: Pages, **more: Any) -> None:
    """A clock of the case runs over the day."""
    clock = a_clock(start=date(2026, 6, 4), due=date(2026, 6, 18))
    await pages.office.db.pool.execute(
        "update case_view set state = state || $1, next_due = $2, stage = $3",
        {"clocks": [clock.model_dump(mode="json")], **more},
        date(2026, 6, 18),
        Stage.LISTED.value,
    )


@pytest.mark.need("L5")
async def test_clocks_of_cases_restricted_to_others_are_counted_and_not_named(
    pages: Pages, house: House
) -> None:
    await runs(pages)
    await notified(
        pages, UUID(int=92), NotificationSubmittedV1, aware_on="2026-06-10", partners_clock=None
    )
    await pages.office.db.pool.execute("update case_view set open_to = '{role:chair}'")
    desk = await pages.browser("secretary")
    check = await submit(desk, await page(desk, CALENDAR), TYPED)
    assert "No clock that runs would move of those you may see." in check.text
    assert "2 more of restricted cases would move." in check.text
    assert "CSPR-" not in check.text
    effect = f"/bank-holidays/effect?day={DAY}"
    told = await house.call("GET", effect, "secretary")
    assert (told.json(), told.headers["not-shown"]) == ([], "2")
    await pages.office.db.pool.execute("update case_view set open_to = '{role:secretary}'")
    told = await house.call("GET", effect, "secretary")
    assert (len(told.json()), told.headers["not-shown"]) == (2, "0")


@pytest.mark.need("L5")
async def test_what_it_would_move_is_seen_before_it_is_confirmed(pages: Pages) -> None:
    await runs(pages)
    desk = await pages.browser("secretary")
    shown = await page(desk, CALENDAR)
    assert "Nothing has been proclaimed since." in shown.text
    check = await submit(desk, shown, TYPED)
    assert check.h1 == "Check before you proclaim it"
    assert "1 clock would move" in check.text
    assert f"{REFERENCE} The Panel's reply 18 June 2026 19 June 2026" in check.text
    assert await pages.commands() == []
    done = await pages.answering(submit(desk, check, {}))
    assert "It is proclaimed." in done.text
    [command] = await pages.commands()
    assert (command["day"], command["holiday"]) == ("2026-06-15", True)
    assert command["occasion"] == "state_funeral"
    told = BankHolidayProclaimedV1(
        proclamation_id=UUID(int=5),
        day=DAY,
        title="State funeral",
        proclaimed_on=date(2026, 6, 8),
    )
    await pages.office.deliverer.give(told, UUID(int=5))
    listed = await page(desk, CALENDAR)
    assert "15 June 2026 Bank holiday State funeral 8 June 2026" in listed.text


@pytest.mark.need("L5")
async def test_what_can_not_be_is_said_before_anybody_confirms_it(pages: Pages) -> None:
    desk = await pages.browser("secretary")
    shown = await page(desk, CALENDAR)
    empty = await submit(desk, shown, {}, status=422)
    assert set(empty.errors) == {"day-day", "becomes", "occasion"}
    for changed, field in (
        ({"day-day": "13"}, "day-day"),
        ({"day-day": "8"}, "day-day"),
        ({"becomes": "working"}, "becomes"),
    ):
        wrong = await submit(desk, shown, {**TYPED, **changed}, status=409)
        assert field in wrong.errors, changed
    check = await submit(desk, shown, TYPED)
    asked = submit(desk, check, {}, status=409)
    said = {"code": "past", "reason": "It has come.", "source": "the Act", "field": "day"}
    no = await pages.answering(asked, outcome="refused", **said)
    assert "It has come." in no.errors["day-day"]


async def test_only_those_who_may_proclaim_a_day(pages: Pages) -> None:
    member = await pages.browser("member-law")
    assert "Proclaim a day" not in (await page(member, CALENDAR)).text
    sent = {"token": await pages.token(member), **TYPED}
    for path in (CALENDAR, f"{CALENDAR}/check"):
        assert (await member.post(path, data=sent, headers=HTML)).status_code == 403
    keeper = await pages.browser("administrator")
    assert "Proclaim a day" in (await page(keeper, CALENDAR)).text


@pytest.mark.need("L5")
async def test_a_system_sees_the_effect_and_proclaims(house: House) -> None:
    said = {"day": "2026-06-15", "occasion": "state_funeral"}
    effect = await house.call("GET", "/bank-holidays/effect?day=2026-06-10", "secretary")
    assert [one["code"] for one in effect.json()] == ["P1"]
    sent = await house.call("POST", "/bank-holidays", "secretary", json=said)
    assert sent.status_code == 202, sent.text
    [command] = await house.commands()
    assert command["name"] == "proclaim-bank-holiday"
    for who in ("member-law", "ashmere-manager"):
        refused = await house.call("POST", "/bank-holidays", who, json=said)
        assert refused.json()["code"] == "forbidden"
    assert (await house.call("GET", "/bank-holidays", "ashmere-manager")).json() == []
    assert holidays.says_so(DAY, holiday=False)
