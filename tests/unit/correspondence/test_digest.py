"""A digest: figures from facts, words by a person, approval by another, and nothing after it is out."""

from datetime import date
from uuid import UUID

import pytest

from contracts.review.lcspr_course import Method
from services.correspondence.capacity import domain as capacity
from services.correspondence.digest import domain
from services.correspondence.policy import digests, methods
from tests.support.spec import given

PERIOD = (date(2026, 4, 1), date(2026, 6, 30))
DRAFT = domain.Draft(PERIOD, "digest-1", domain.Figures(begun=3))
WRITE = domain.Write("person:one", "What was learned.", domain.Figures(begun=4), read=0)
BLANK = domain.Digest(UUID(int=1))
DRAFTED = given(domain, BLANK).when(DRAFT).then(domain.Drafted)
WRITTEN = given(domain, DRAFTED).when(WRITE).then(domain.Written)
APPROVE = domain.Approve("person:two", date(2026, 7, 6), read=1)


@pytest.mark.need("E4")
def test_another_person_than_wrote_it_approves_it_and_it_goes_out() -> None:
    own = domain.Approve("person:one", date(2026, 7, 6), read=1)
    given(domain, WRITTEN).when(own).refused("own_words")
    issued = given(domain, WRITTEN).when(APPROVE).then(domain.Issued)
    assert (issued.status, issued.figures.begun) == ("issued", 4)
    given(domain, issued).when(APPROVE).nothing_happens()
    given(domain, issued).when(WRITE).refused("issued")


def test_nobody_approves_what_they_did_not_read() -> None:
    again = domain.Write("person:three", "Worded anew.", domain.Figures(begun=4), read=1)
    reworded = given(domain, WRITTEN).when(again).then(domain.Written)
    given(domain, reworded).when(APPROVE).refused("stale")
    read = domain.Approve("person:two", date(2026, 7, 6), read=2)
    given(domain, reworded).when(read).then(domain.Issued)
    first = domain.Approve("person:one", date(2026, 7, 6), read=2)
    given(domain, reworded).when(first).refused("own_words")


def test_words_of_a_colleague_are_not_written_over_by_who_did_not_read_them() -> None:
    late = domain.Write("person:three", "Worded anew.", domain.Figures(begun=4), read=0)
    assert given(domain, WRITTEN).when(late).refused("stale").field == "words"
    given(domain, WRITTEN).when(WRITE).nothing_happens()


def test_a_digest_without_words_is_not_handed_on() -> None:
    given(domain, DRAFTED).when(domain.Write("person:one", "  ", domain.Figures(), 0)).refused(
        "refused"
    )
    given(domain, DRAFTED).when(domain.Approve("person:two", PERIOD[1], 0)).refused("not_written")
    given(domain, BLANK).when(WRITE).refused("unknown")
    given(domain, DRAFTED).when(DRAFT).nothing_happens()


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 7, 1), PERIOD),
        (date(2026, 9, 30), PERIOD),
        (date(2026, 1, 1), (date(2025, 10, 1), date(2025, 12, 31))),
        (date(2026, 4, 1), (date(2026, 1, 1), date(2026, 3, 31))),
    ],
)
def test_the_period_is_the_quarter_that_ended_last(today: date, period: tuple[date, date]) -> None:
    assert digests.in_force().last_period(today) == period


@pytest.mark.need("E5")
def test_the_library_says_of_each_method_what_it_is_good_for() -> None:
    library = methods.library()
    described = {one.method for one in library.methods}
    assert described == set(Method) - {Method.OTHER}
    assert all(one.suits and one.takes_part and one.days > 0 for one in library.methods)


def stated(at_once: int, trained: int) -> capacity.Capacity:
    profile = capacity.Profile(at_once, trained, 10)
    blank = capacity.Capacity(UUID(int=2))
    command = capacity.State(date(2026, 6, 1), "ashmere", profile)
    return given(capacity, blank).when(command).then(capacity.Stated)


@pytest.mark.need("E5")
def test_what_a_partnership_can_carry_informs_what_is_proportionate() -> None:
    assert "has not stated" in capacity.advice(capacity.Capacity(UUID(int=2)), 1)
    assert "There is room" in capacity.advice(stated(2, 1), 2)
    assert "A short review" in capacity.advice(stated(2, 1), 3)
    assert "from outside" in capacity.advice(stated(2, 0), 1)


def test_a_profile_is_in_numbers_that_can_be() -> None:
    command = capacity.State(date(2026, 6, 1), "ashmere", capacity.Profile(100, 0, 0))
    given(capacity, capacity.Capacity(UUID(int=2))).when(command).refused("number")
    same = stated(2, 1)
    again = capacity.State(date(2026, 6, 1), "ashmere", capacity.Profile(2, 1, 10))
    given(capacity, same).when(again).nothing_happens()


def test_what_ended_since_a_day_is_every_quarter_and_without_a_day_the_last_alone() -> None:
    rule, today = digests.in_force(), date(2026, 11, 29)
    ended = rule.ended(date(2026, 1, 1), today)
    assert [one[0] for one in ended] == [date(2026, month, 1) for month in (1, 4, 7)]
    assert rule.ended(None, today) == [(date(2026, 7, 1), date(2026, 9, 30))]
