"""Triage, lead readers, their comments and dissent: what follows, and what each is refused for."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.consideration import commands, domain, events, preparing
from services.review.consideration.preparing import Allocate, Candidate, Comment, Dissent, Triage
from services.review.consideration.state import Consideration
from tests.support.spec import given
from tests.unit.review.test_consideration import BLANK, LISTED, MEETING, ON, RECEIVED, ROUTINE

HEALTH, POLICE, LAW, BUSY = (
    Candidate("health", "health", 3),
    Candidate("police", "police", 0),
    Candidate("law", "law", 1),
    Candidate("busy", "police", 9),
)
ALL = (HEALTH, POLICE, LAW, BUSY)
LOOK = Triage(ON, "routine", (), None)


def by_load(*candidates: Candidate, number: int = 2) -> Allocate:
    return Allocate((), candidates or ALL, number)


def named(*ids: str) -> Allocate:
    return Allocate(ids, ALL, 2)


@pytest.mark.need("C5")
def test_a_round_goes_from_triage_to_its_readers_to_a_meeting() -> None:
    state = given(domain, RECEIVED).when(LOOK).then(preparing.Triaged)
    assert (state.status, state.route) == ("triaged", "routine")
    state = given(domain, state).when(by_load()).then(preparing.Allocated)
    assert (state.status, state.readers) == ("allocated", ("police", "law"))
    state = given(domain, state).when(commands.ListFor(MEETING, ON)).then(events.Listed)
    assert state.status == "listed"


def test_no_station_must_be_called_at_and_none_is_gone_back_to() -> None:
    state = given(domain, LISTED).when(LOOK).then(preparing.Triaged)
    state = given(domain, state).when(by_load()).then(preparing.Allocated)
    assert state.status == "listed"
    given(domain, LISTED).when(ROUTINE).then(events.Decided)


@pytest.mark.parametrize("command", [LOOK, by_load(), Comment("law", "x")])
def test_nothing_is_prepared_before_it_came_or_after_it_was_decided(command: object) -> None:
    given(domain, BLANK).when(command).refused("is_none")
    decided = given(domain, LISTED).when(ROUTINE).then(events.Decided)
    given(domain, decided).when(command).refused("is_decided")


@pytest.mark.need("C5")
def test_readers_are_found_by_the_sectors_that_are_wanted_and_then_by_load() -> None:
    wanted = replace(RECEIVED, sectors_wanted=("health",))
    state = given(domain, wanted).when(by_load()).then(preparing.Allocated)
    assert state.readers == ("health", "police")
    given(domain, state).when(by_load()).nothing_happens()
    [told] = domain.decide(replace(RECEIVED, sectors_wanted=("education",)), by_load())
    assert isinstance(told, preparing.Allocated)
    assert (told.by_load, told.missing) == (True, ("education",))


@pytest.mark.need("C5")
def test_a_conflicted_member_is_shut_out_of_reading() -> None:
    tied = replace(POLICE, why_not="they are tied to this partnership")
    state = given(domain, RECEIVED).when(by_load(HEALTH, tied, LAW)).then(preparing.Allocated)
    assert state.readers == ("law", "health")
    refusal = given(domain, RECEIVED).when(Allocate(("police",), (tied,), 2)).refused("conflicted")
    assert "tied to this partnership" in refusal.reason
    recused = given(domain, RECEIVED).when(commands.Recuse("law", "x")).then(events.Recused)
    refusal = given(domain, recused).when(named("law")).refused("conflicted")
    assert (
        refusal.reason == "A member whom you chose can not read this case: recused from this case."
    )
    given(domain, recused).when(named("stranger")).refused("conflicted")
    given(domain, recused).when(by_load(LAW)).refused("nobody_free")


def test_a_reader_who_is_recused_reads_no_more() -> None:
    state = given(domain, RECEIVED).when(named("law", "health")).then(preparing.Allocated)
    state = given(domain, state).when(commands.Recuse("law", "x")).then(events.Recused)
    assert state.readers == ("health",)
    given(domain, state).when(Comment("law", "x")).refused("recused")


@pytest.mark.need("C16")
def test_a_lead_reader_comments_and_nobody_else_does() -> None:
    state = given(domain, RECEIVED).when(named("law")).then(preparing.Allocated)
    given(domain, state).when(Comment("health", "x")).refused("no_reader")
    state = given(domain, state).when(Comment("law", "x")).then(preparing.Commented)
    assert state.commented == ("law",)


@pytest.mark.need("C5")
def test_a_reader_who_is_shut_out_since_reads_no_more_and_begins_no_round() -> None:
    state = given(domain, LISTED).when(named("law", "health")).then(preparing.Allocated)
    tied = Comment("law", "x", why_not="they are tied to this partnership")
    refusal = given(domain, state).when(tied).refused("conflicted")
    assert (refusal.field, "tied to this partnership" in refusal.reason) == ("member_id", True)
    state = given(domain, state).when(ROUTINE).then(events.Decided)
    again = commands.Receive(date(2026, 5, 29), "CSPR-2026-00088-X", ("law",))
    assert given(domain, state).when(again).then(events.Received).readers == ("health",)


def decided() -> Consideration:
    state: Consideration = given(domain, LISTED).when(ROUTINE).then(events.Decided)
    return state


@pytest.mark.need("C5")
def test_who_sat_may_dissent_once_and_the_decision_stands() -> None:
    given(domain, LISTED).when(Dissent("member-1", "x")).refused("not_decided")
    given(domain, decided()).when(Dissent("stranger", "x")).refused("did_not_sit")
    state = given(domain, decided()).when(Dissent("member-1", "x")).then(preparing.Dissented)
    assert (state.outcome, state.dissents) == ("agree_no_lcspr", ("member-1",))
    given(domain, state).when(Dissent("member-1", "y")).nothing_happens()


def test_who_was_recused_did_not_sit() -> None:
    state = given(domain, LISTED).when(commands.Recuse("member-1", "x")).then(events.Recused)
    state = given(domain, state).when(ROUTINE).then(events.Decided)
    given(domain, state).when(Dissent("member-1", "x")).refused("did_not_sit")


def test_a_new_round_is_looked_through_anew_and_keeps_its_readers() -> None:
    state = given(domain, LISTED).when(LOOK).then(preparing.Triaged)
    state = given(domain, state).when(named("law")).then(preparing.Allocated)
    state = given(domain, state).when(Comment("law", "x")).then(preparing.Commented)
    state = given(domain, state).when(ROUTINE).then(events.Decided)
    again = commands.Receive(date(2026, 5, 29), "CSPR-2026-00088-X")
    state = given(domain, state).when(again).then(events.Received)
    assert (state.status, state.route, state.readers) == ("received", None, ("law",))
    assert (state.commented, state.sat, state.dissents) == ((), (), ())
    assert state.id == UUID(int=1)
