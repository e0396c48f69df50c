"""What is due before a day: the same answer on the page and to a system, each in its reader's reach."""

from datetime import date
from typing import Any

import pytest

from contracts.codes import Partner
from contracts.review.agency_return import Agency, AwaitedReturn
from contracts.review.case_state import Stage
from services.correspondence.read_models import cases
from tests.integration.correspondence.letters_fixtures import REFERENCE, a_state, office
from tests.integration.correspondence.pages_fixtures import ADDRESS, Pages, pages
from tests.integration.correspondence.partners_fixtures import House, house, p1
from tests.support.page import page

__all__ = ["house", "office", "pages"]


async def running(office: Any) -> None:
    """The Panel's reply is due on Friday 12 June; it is Monday 8 June."""
    state = a_state(office.incident).model_copy(
        update={"version": 900, "stage": Stage.WITH_NATIONAL_BODY, "clocks": (p1(None),)}
    )
    async with office.db.begin() as tx:
        await cases.fold_states(tx.conn, [state])


@pytest.mark.parametrize("who", ["secretary", "ashmere-manager"])
async def test_a_system_asks_what_is_due_before_a_day(house: House, who: str) -> None:
    await running(house.office)
    answer = await house.call("GET", "/clocks?due_before=2026-06-13", who)
    [clock] = answer.json()["clocks"]
    assert (clock["reference"], clock["code"], clock["due_on"]) == (REFERENCE, "P1", "2026-06-12")
    assert (clock["overdue"], clock["provisional"]) == (False, False)
    assert clock["basis"] == "service level of the Panel"
    none = await house.call("GET", "/clocks?due_before=2026-06-12", who)
    assert none.json() == {"due_before": "2026-06-12", "clocks": [], "more": False}


@pytest.mark.need("L5")
async def test_a_return_that_is_awaited_is_due_here_as_it_is_among_what_a_bank_holiday_would_move(
    house: House,
) -> None:
    given = {"code": "AR1", "title": "Return", "due_on": date(2026, 6, 11)}
    parts = {"agency": Agency.SCHOOL, "partner": Partner.AUTHORITY, "chased": 0, "number": 1}
    clock = p1(None).model_copy(update=given)
    awaited = AwaitedReturn(due_on=clock.due_on, clock=clock, **parts)
    named = AwaitedReturn(due_on=clock.due_on, **{**parts, "number": 2})
    await house.told(3, Stage.LISTED, clocks=(p1(None),), awaited_returns=(awaited, named))
    for who in ("secretary", "ashmere-manager"):
        for before, codes in (("06-12", ["AR1"]), ("06-13", ["AR1", "P1"]), ("06-11", [])):
            due = (await house.call("GET", f"/clocks?due_before=2026-{before}", who)).json()
            assert [one["code"] for one in due["clocks"]] == codes
    effect = await house.call("GET", "/bank-holidays/effect?day=2026-06-10", "secretary")
    assert [(one["code"], one["due_on"]) for one in effect.json()] == [
        ("AR1", "2026-06-11"),
        ("P1", "2026-06-12"),
    ]


async def test_a_day_that_is_none_is_named(house: House) -> None:
    answer = await house.call("GET", "/clocks?due_before=soon", "secretary")
    assert answer.status_code == 422
    assert "due_before" in answer.text


async def test_what_is_due_stands_on_a_page(pages: Pages) -> None:
    await running(pages.office)
    shown = await page(await pages.browser("secretary"), f"{ADDRESS}/desk/due")
    assert shown.h1 == "What is due"
    assert REFERENCE in shown.text
    assert "12 June 2026" in shown.text


async def test_a_partner_sees_what_it_owes_and_what_it_waits_for_in_one_place(pages: Pages) -> None:
    office = pages.office
    shown = await page(await pages.browser("ashmere-police"), f"{ADDRESS}/partner/due")
    where = f"/partner/cases/{REFERENCE}/moves/answer-information-request"
    assert shown.links["Asked by the Panel: 1. Who saw the carer?"] == where
    looks = "select object from access_log where action = 'saw asks'"
    assert [row["object"] for row in await office.db.pool.fetch(looks)] == [REFERENCE]
    assert shown.text.count("What you are waiting for from the Panel") == 1
    assert "Awaited from the Panel" not in shown.text, "it says it once"
    assert f"{REFERENCE} Advice on the local review, asked for on 1 June 2026" in shown.text
    await running(office)
    later = await page(await pages.browser("ashmere-police"), f"{ADDRESS}/partner/due")
    assert "Nothing is due from you." in later.text
    assert f"{REFERENCE} The Panel's decision, with its letter 12 June 2026" in later.text
