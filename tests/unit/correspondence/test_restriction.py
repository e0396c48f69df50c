"""A restricted case: who is named, who opened it all the same, and who looked at why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from chassis.access import Scope, everywhere, own_partnership, own_region
from chassis.errors import Refused
from chassis.identity import Actor
from services.correspondence.restriction.domain import (
    BreakGlass,
    Command,
    GlassBroken,
    GlassReviewed,
    Lift,
    Restrict,
    Restricted,
    Restriction,
    Review,
    decide,
    evolve,
)

ID, GLASS = UUID(int=1), UUID(int=2)
TODAY, NOW = date(2026, 6, 8), datetime(2026, 6, 8, 9, tzinfo=UTC)
OFFICER, OTHER = "person:secretary", "person:member-health"
RESTRICT = Restrict(
    by=OFFICER,
    known_as=(OFFICER, "role:secretary"),
    on=TODAY,
    at=NOW,
    ground="media",
    reason="sealed",
    open_to=("role:chair",),
    review_on=date(2026, 7, 8),
    review_within=timedelta(days=92),
)
LIFT = Lift(OFFICER, (OFFICER,), TODAY, NOW, "sealed")
HOUR = timedelta(minutes=60)
BREAK = BreakGlass(GLASS, OTHER, NOW, "sealed", HOUR)


def after(*commands: Command) -> Restriction:
    state = Restriction(ID, "CSPR-1")
    for command in commands:
        for event in decide(state, command):
            state = evolve(state, event)
    return state


def refused(state: Restriction, command: Command) -> Refused:
    with pytest.raises(Refused) as no:
        decide(state, command)
    return no.value


def test_who_restricts_a_case_is_named_too() -> None:
    [told] = decide(after(), RESTRICT)
    assert isinstance(told, Restricted)
    assert told.open_to == (OFFICER, "role:chair")


def test_restricting_it_in_the_same_words_again_changes_nothing() -> None:
    assert decide(after(RESTRICT), RESTRICT) == ()


def test_a_changed_restriction_takes_the_place_of_the_first() -> None:
    changed = replace(RESTRICT, open_to=("role:member",))
    assert after(RESTRICT, changed).now == Restricted(
        OFFICER, TODAY, "media", "sealed", (OFFICER, "role:member"), date(2026, 7, 8)
    )


@pytest.mark.parametrize("review_on", [TODAY, date(2026, 9, 9)], ids=["today", "too late"])
def test_a_restriction_has_a_day_of_review_that_comes_and_is_not_far(review_on: date) -> None:
    assert refused(after(), replace(RESTRICT, review_on=review_on)).field == "review_on"


def test_nothing_is_done_without_a_reason() -> None:
    for command in (RESTRICT, replace(BREAK, reason="")):
        no = refused(after(RESTRICT), replace(command, reason=""))
        assert no.field == "reason"


def test_a_glass_opens_the_case_to_one_person_until_its_moment() -> None:
    state = after(RESTRICT, BREAK)
    until = NOW + timedelta(minutes=60)
    assert decide(after(RESTRICT), BREAK) == (GlassBroken(GLASS, OTHER, NOW, until, "sealed"),)
    assert state.glass_of(OTHER, NOW)
    assert state.glass_of(OTHER, until - timedelta(seconds=1))
    assert state.glass_of(OTHER, until) is None
    assert state.glass_of("person:else", NOW) is None


@pytest.mark.parametrize(
    "then",
    [
        (replace(RESTRICT, open_to=("role:member",)),),
        (LIFT,),
        (LIFT, RESTRICT),
    ],
    ids=["restricted otherwise", "lifted", "lifted and restricted again"],
)
def test_a_glass_opens_no_restriction_that_came_after_it(then: tuple[Command, ...]) -> None:
    state = after(RESTRICT, BREAK, *then)
    assert state.glass_of(OTHER, NOW) is None
    assert [one.id for one in state.unreviewed] == [GLASS], "it is looked at all the same"


@pytest.mark.parametrize("ends", [replace(RESTRICT, open_to=()), LIFT], ids=["changed", "lifted"])
def test_a_glass_is_over_at_its_hour_or_when_the_restriction_is_changed_or_lifted(
    ends: Command,
) -> None:
    first = replace(BREAK, at=NOW - timedelta(days=19))
    second = replace(BREAK, id=UUID(int=3))
    later = replace(ends, at=NOW + timedelta(minutes=20))
    ran_out, cut_short = after(RESTRICT, first, second, later, later).glasses
    assert (ran_out.over_at, ran_out.ended_at) == (first.at + HOUR, None)
    assert cut_short.over_at == cut_short.ended_at == later.at
    [same, again] = after(RESTRICT, first, second, later, RESTRICT, replace(later, at=NOW)).glasses
    assert (same, again) == (ran_out, cut_short), "what came later moves neither"


def test_of_a_glass_that_ended_when_no_moment_was_noted_its_hour_is_told() -> None:
    [glass] = after(RESTRICT, BREAK).glasses
    before = replace(after(RESTRICT), glasses=(replace(glass, ended=True),))
    assert before.glass_of(OTHER, NOW) is None
    assert before.glasses[0].over_at == NOW + HOUR


def test_a_restriction_said_again_in_its_own_words_leaves_the_glass() -> None:
    assert after(RESTRICT, BREAK, RESTRICT).glass_of(OTHER, NOW)


def test_a_glass_that_is_broken_needs_no_second() -> None:
    again = replace(BREAK, id=UUID(int=3), at=NOW + timedelta(minutes=10))
    assert decide(after(RESTRICT, BREAK), again) == ()


def test_a_case_that_is_not_restricted_has_no_glass() -> None:
    assert refused(after(), BREAK).code == "not_restricted"


def test_who_broke_the_glass_neither_lifts_nor_changes_the_restriction() -> None:
    state = after(RESTRICT, BREAK)
    mine = (OTHER, "role:member")
    assert refused(state, replace(LIFT, by=OTHER, known_as=mine)).code == "own"
    assert refused(state, replace(RESTRICT, by=OTHER, known_as=mine)).code == "own"


def test_a_lifted_restriction_is_over() -> None:
    lifted = after(RESTRICT, LIFT)
    assert lifted.now is None
    assert decide(lifted, LIFT) == ()


def test_another_person_looks_at_why_it_was_opened_and_once() -> None:
    state = after(RESTRICT, BREAK)
    assert [one.id for one in state.unreviewed] == [GLASS]
    assert refused(state, Review(GLASS, OTHER, TODAY)).code == "own"
    assert refused(state, Review(UUID(int=9), OFFICER, TODAY)).code == "unknown"
    look = Review(GLASS, OFFICER, TODAY)
    assert decide(state, look) == (GlassReviewed(GLASS, OFFICER, TODAY),)
    assert decide(after(RESTRICT, BREAK, look), look) == ()
    assert after(RESTRICT, BREAK, look).unreviewed == ()


def test_a_restriction_binds_those_with_a_wide_reach_and_no_partner() -> None:
    scope = Scope("ashmere", "E1", open_to=frozenset({"person:a", "role:chair"}))
    named, chair, other = (
        Actor(f"person:{sub}", sub, "person", frozenset({role}), regions=frozenset({"E1"}))
        for sub, role in (("a", "member"), ("b", "chair"), ("c", "member"))
    )
    for reach in (everywhere, own_region):
        assert [reach(one, scope) for one in (named, chair, other)] == [True, True, False]
    partner = replace(other, partnerships=frozenset({"ashmere"}))
    assert own_partnership(partner, scope)
