"""Two children of two incidents: linked by proof, proposed by less, and a person's word stands."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from services.notify.person.domain import (
    PROOF,
    Command,
    Confirmed,
    Decide,
    Dropped,
    Event,
    Forget,
    Judge,
    Link,
    Linked,
    Proposed,
    SetApart,
    Status,
    Unlinked,
    decide,
    evolve,
)
from services.notify.person.likeness import Ground

LESS = Ground.NAME_AND_BIRTH.value
NEW = Link(uuid7(), (uuid7(), uuid7()), (uuid7(), uuid7()))
SAME, TWO = Decide(same=True), Decide(same=False)


@dataclass(frozen=True)
class Case:
    before: tuple[Command, ...]
    then: Command
    events: tuple[Event, ...]


def after(*commands: Command) -> Link:
    state = NEW
    for command in commands:
        for event in decide(state, command):
            state = evolve(state, event)
    return state


@pytest.mark.parametrize(
    "case",
    [
        Case((), Judge(PROOF), (Linked(PROOF, by_person=False),)),
        Case((), Judge(LESS), (Proposed(LESS),)),
        Case((), Judge(None), ()),
        Case((Judge(PROOF),), Judge(PROOF), ()),
        Case((Judge(LESS),), Judge(LESS), ()),
        Case((Judge(LESS),), Judge(PROOF), (Linked(PROOF, by_person=False),)),
        Case((Judge(LESS),), Judge(None), (Dropped(),)),
        Case((Judge(PROOF),), Judge(LESS), (Unlinked("corrected"), Proposed(LESS))),
        Case((Judge(PROOF),), Judge(None), (Unlinked("corrected"),)),
        Case((Judge(LESS),), SAME, (Linked(LESS, by_person=True),)),
        Case((Judge(LESS),), TWO, (SetApart(),)),
        Case((Judge(PROOF),), SAME, (Confirmed(),)),
        Case((Judge(PROOF),), TWO, (Unlinked("decided"), SetApart())),
        Case((Judge(LESS), TWO), SAME, (Linked(LESS, by_person=True),)),
        Case((Judge(LESS), SAME), TWO, (Unlinked("decided"), SetApart())),
        Case((Judge(LESS), SAME), Judge(None), ()),
        Case((Judge(LESS), TWO), Judge(PROOF), ()),
        Case((Judge(PROOF), SAME), Judge(None), ()),
        Case((Judge(LESS), SAME), Forget(), (Unlinked("erased"),)),
        Case((Judge(LESS),), Forget(), ()),
    ],
)
def test_what_follows(case: Case) -> None:
    assert decide(after(*case.before), case.then) == case.events


def test_the_proof_is_the_ground_that_compares_so() -> None:
    assert Ground.NUMBER_AND_BIRTH.value == PROOF


COMMANDS = st.lists(
    st.one_of(
        st.builds(Judge, st.sampled_from([None, *[ground.value for ground in Ground]])),
        st.builds(Decide, st.booleans()),
    )
)


@given(COMMANDS)
def test_a_repeat_changes_nothing_and_every_link_is_told_once(commands: list[Command]) -> None:
    state, told = NEW, 0
    for command in commands:
        for event in decide(state, command):
            told += isinstance(event, Linked) - isinstance(event, Unlinked)
            state = evolve(state, event)
        assert decide(state, command) == ()
        assert told == (state.status is Status.LINKED)
