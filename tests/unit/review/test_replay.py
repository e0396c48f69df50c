"""What happened, told again from the beginning, gives the same state; and a state comes back from its table whole."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from chassis.errors import Refused
from tests.unit.review import test_rapid_sequences
from tests.unit.review.legal.carrying import MODULES
from tests.unit.review.more_machines import BEGINS, EVERY_MACHINE, begins, stations

ALL = {**EVERY_MACHINE, **test_rapid_sequences.MACHINES}


def happened(machine: Any, state: Any, command: Any) -> tuple[Any, ...]:
    try:
        events: tuple[Any, ...] = machine.module.decide(state, command)
    except Refused:
        return ()
    return events


def folded(machine: Any, state: Any, events: Any) -> Any:
    for event in events:
        state = machine.module.evolve(state, event)
    return state


def stored(state: Any) -> Any:
    """As the table keeps it: a JSON document, and read again."""
    kept = TypeAdapter(type(state))
    return kept.validate_json(kept.dump_json(state))


def test_every_object_with_rules_has_a_machine() -> None:
    assert {one.module for one in ALL.values()} == set(MODULES.values())


@pytest.mark.parametrize("module", BEGINS, ids=lambda one: one.__name__.split(".")[2])
def test_each_object_comes_back_from_its_table_as_it_was_at_every_station(module: Any) -> None:
    for state in stations(module):
        assert stored(state) == state


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=30)
@given(data=st.data())
def test_what_happened_told_again_gives_the_same_state_wherever_it_was_kept(
    name: str, data: st.DataObject
) -> None:
    machine = ALL[name]
    first = data.draw(begins(machine))
    state, journal = first, []
    for command in data.draw(st.lists(machine.commands, max_size=12)):
        events = happened(machine, state, command)
        journal += events
        state = folded(machine, stored(state), events)
        assert stored(state) == state, "nothing is lost on the way to the table and back"
    assert folded(machine, first, journal) == state
