"""Returns of agencies: asked by a day, chased once a day while overdue, given by whoever may."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.agency_return import domain
from services.review.policy import returns
from tests.support.spec import given

CASE = UUID(int=1)
BLANK = domain.AgencyReturns(CASE)
ON, DUE, AFTER = date(2026, 4, 13), date(2026, 4, 20), date(2026, 4, 21)
POLICE, SCHOOL = (
    domain.Wanted("police", "police", None),
    domain.Wanted("school", "authority", None),
)
ASK = domain.Ask("open", "CSPR-2026-00088-X", ON, DUE, (POLICE, SCHOOL))
ASKED = given(domain, BLANK).when(ASK).then(domain.Asked, domain.Asked)
GIVE = domain.Give("open", DUE, 1, "police", "given", has_content=True, said=None)


@pytest.mark.need("B11")
def test_each_agency_is_asked_and_what_has_not_come_is_awaited() -> None:
    assert [(one.number, one.agency, one.due_on) for one in ASKED.awaited] == [
        (1, "police", DUE),
        (2, "school", DUE),
    ]
    given_ = given(domain, ASKED).when(GIVE).then(domain.Given)
    assert [one.agency for one in given_.awaited] == ["school"]
    more = given(domain, given_).when(replace(ASK, wanted=(POLICE,))).then(domain.Asked)
    assert [one.number for one in more.returns] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"wanted": ()}, "nobody"),
        ({"due_on": date(2026, 4, 10)}, "date"),
        ({"status": "none"}, "unknown"),
        ({"status": "cancelled"}, "cancelled"),
        ({"wanted": (POLICE,) * 41}, "too_many"),
    ],
)
def test_who_asks_nobody_too_late_or_too_much_is_refused(
    change: dict[str, object], code: str
) -> None:
    given(domain, BLANK).when(replace(ASK, **change)).refused(code)


@pytest.mark.need("B11")
def test_a_partner_gives_what_is_reached_through_it_and_the_authority_gives_all() -> None:
    school = replace(GIVE, number=2)
    given(domain, ASKED).when(school).refused("not_own")
    given(domain, ASKED).when(replace(school, partner="authority")).then(domain.Given)
    given(domain, ASKED).when(replace(GIVE, partner="authority")).then(domain.Given)
    given(domain, ASKED).when(replace(GIVE, number=3)).refused("unknown_return")
    given(domain, ASKED).when(replace(GIVE, status="cancelled")).refused("cancelled")


def test_a_return_holds_something_and_a_refusal_to_contribute_needs_nothing() -> None:
    empty = replace(GIVE, has_content=False)
    assert given(domain, ASKED).when(empty).refused("empty").field == "summary"
    for outcome in ("nothing_held", "declined"):
        given(domain, ASKED).when(replace(empty, outcome=outcome)).then(domain.Given)


@pytest.mark.need("B11")
def test_what_is_overdue_is_chased_once_a_day_until_it_comes() -> None:
    given(domain, ASKED).when(domain.Chase(DUE)).nothing_happens()
    once = given(domain, ASKED).when(domain.Chase(AFTER)).then(domain.Chased, domain.Chased)
    given(domain, once).when(domain.Chase(AFTER)).nothing_happens()
    came = given(domain, once).when(GIVE).then(domain.Given)
    twice = given(domain, came).when(domain.Chase(date(2026, 4, 22))).then(domain.Chased)
    assert [one.chased for one in twice.returns] == [1, 2]


def test_nothing_is_chased_once_the_review_is_sent_and_a_late_return_is_still_taken() -> None:
    stopped = given(domain, ASKED).when(domain.Stop()).then(domain.Stopped)
    assert stopped.awaited == ()
    given(domain, stopped).when(domain.Chase(AFTER)).nothing_happens()
    given(domain, stopped).when(domain.Stop()).nothing_happens()
    given(domain, stopped).when(replace(GIVE, status="submitted")).then(domain.Given)
    again = given(domain, stopped).when(replace(ASK, status="submitted", wanted=(SCHOOL,)))
    assert len(again.then(domain.Asked).awaited) == 3


def test_a_return_is_due_after_five_working_days_where_nobody_names_a_day() -> None:
    assert returns.due_on(date(2026, 3, 27)) == date(2026, 4, 7)
    clock = returns.clock(date(2026, 3, 27), date(2026, 4, 7), date(2026, 4, 9))
    assert (clock.code, clock.working_days_late, clock.late) == ("AR1", 2, True)


def test_a_day_that_was_named_stays_whatever_the_calendar_says() -> None:
    asked, named, given_on = date(2026, 3, 27), date(2026, 4, 9), date(2026, 4, 13)
    clock = returns.clock(asked, named, given_on, named=True)
    assert (clock.due_on, clock.working_days_late) == (named, 2)
    recount = domain.Recount(((ON, date(2026, 12, 31)),))
    moved = given(domain, ASKED).when(recount).then(domain.Moved, domain.Moved)
    assert {one.due_on for one in moved.awaited} == {date(2026, 12, 31)}
    given(domain, moved).when(recount).nothing_happens()
    of_a_day = given(domain, BLANK).when(replace(ASK, named=True)).then(domain.Asked, domain.Asked)
    given(domain, of_a_day).when(recount).nothing_happens()
