"""A letter: who may do what to it, and what stops it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from chassis.errors import Refused
from services.correspondence.letter import domain
from tests.support.spec import given

ON = date(2026, 6, 8)
BLANK = domain.Letter(UUID(int=1))
DRAFT = domain.Draft(UUID(int=2), "CSPR-2026-00088-X", UUID(int=3), "advise_lcspr", 2)
APPROVE = domain.Approve("colleague", ON, ("We advise a local review.",), has_recipients=True)
DRAFTED = given(domain, BLANK).when(DRAFT).then(domain.Drafted)
PREPARED = given(domain, DRAFTED).when(domain.Prepare("drafter")).then(domain.Prepared)
ISSUED = given(domain, PREPARED).when(APPROVE).then(domain.Approved, domain.Issued)


@pytest.mark.need("C6")
def test_it_goes_out_by_two_different_people_and_both_are_named() -> None:
    assert (ISSUED.status, ISSUED.issued_on) == ("issued", ON)
    assert (ISSUED.drafted_by, ISSUED.approved_by) == ("drafter", "colleague")
    given(domain, PREPARED).when(replace(APPROVE, by="drafter")).refused("four_eyes")


@pytest.mark.parametrize(
    ("state", "change", "code"),
    [
        (BLANK, {}, "unprepared"),
        (DRAFTED, {}, "unprepared"),
        (PREPARED, {"words": ("You are required to answer.",)}, "tone"),
        (PREPARED, {"words": ("We instruct you.",)}, "tone"),
        (PREPARED, {"has_recipients": False}, "no_recipients"),
    ],
)
def test_only_a_few_things_stop_a_letter(
    state: domain.Letter, change: dict[str, object], code: str
) -> None:
    given(domain, state).when(replace(APPROVE, **change)).refused(code)


def test_what_is_done_again_changes_nothing() -> None:
    for state in (DRAFTED, PREPARED, ISSUED):
        given(domain, state).when(DRAFT).nothing_happens()
    given(domain, PREPARED).when(domain.Prepare("drafter")).nothing_happens()
    given(domain, ISSUED).when(APPROVE).nothing_happens()
    given(domain, ISSUED).when(replace(APPROVE, by="drafter")).nothing_happens()


def test_another_person_may_take_a_draft_over_and_then_does_not_approve_it() -> None:
    state = given(domain, PREPARED).when(domain.Prepare("colleague")).then(domain.Prepared)
    given(domain, state).when(APPROVE).refused("four_eyes")


def test_it_is_sent_back_by_another_with_a_reason_and_is_a_draft_again() -> None:
    back = domain.SendBack("colleague", "sealed")
    given(domain, DRAFTED).when(back).refused("unprepared")
    given(domain, PREPARED).when(domain.SendBack("drafter", "sealed")).refused("four_eyes")
    state = given(domain, PREPARED).when(back).then(domain.SentBack)
    assert (state.status, state.drafted_by, state.sent_back_because) == ("drafted", None, "sealed")
    given(domain, ISSUED).when(back).refused("unprepared")


PEOPLE = st.sampled_from(["drafter", "colleague", "chair"])
COMMANDS = st.one_of(
    st.just(DRAFT),
    st.builds(domain.Prepare, PEOPLE),
    st.builds(domain.Approve, PEOPLE, st.just(ON), st.just(("Fine.",)), st.booleans()),
    st.builds(domain.SendBack, PEOPLE, st.just("sealed")),
)


@hypothesis_given(st.lists(COMMANDS, max_size=15))
def test_no_sequence_issues_a_letter_with_one_pair_of_eyes(commands: list[domain.Command]) -> None:
    state = BLANK
    for command in commands:
        before = state
        try:
            events = domain.decide(state, command)
        except Refused as refused:
            assert refused.source
            continue
        for event in events:
            state = domain.evolve(state, event)
        assert before.status != "issued" or state == before, "what is out stays as it went"
        if state.status == "issued":
            assert state.approved_by
            assert state.drafted_by
            assert state.approved_by != state.drafted_by
