"""Any sequence of commands leaves each object of a case in a legal state."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import Refused
from services.review.lcspr.state import ENDED, MAY_FOLLOW, PUBLIC
from tests.unit.review.machines import MACHINES, Machine
from tests.unit.review.more_machines import EVERY_MACHINE, begins


def carried_out(machine: Machine, state: Any, command: Any) -> tuple[Any, bool, str]:
    """The state after, whether anything happened, and the code of a refusal."""
    try:
        events = machine.module.decide(state, command)
    except Refused as refused:
        assert refused.source, "every rule has a source"
        return state, False, refused.code
    for event in events:
        state = machine.module.evolve(state, event)
    return state, bool(events), ""


every_machine = pytest.mark.parametrize("name", EVERY_MACHINE)


@every_machine
@settings(max_examples=150)
@given(data=st.data())
def test_any_sequence_leaves_a_legal_state(name: str, data: st.DataObject) -> None:
    machine = EVERY_MACHINE[name]
    state = data.draw(begins(machine))
    for command in data.draw(st.lists(machine.commands, max_size=15)):
        before = state
        state, _, _ = carried_out(machine, before, command)
        assert machine.legal(state), (before, command)
        assert state == before or not machine.terminal(before), "a terminal state stays"


@every_machine
@settings(max_examples=150)
@given(data=st.data())
def test_a_repeat_changes_nothing(name: str, data: st.DataObject) -> None:
    machine = EVERY_MACHINE[name]
    state = data.draw(begins(machine))
    for command in data.draw(st.lists(machine.commands, max_size=15)):
        state, _, _ = carried_out(machine, state, command)
        if not isinstance(command, machine.adds_each_time):
            assert carried_out(machine, state, command)[0] == state


@pytest.mark.parametrize(
    "name", [n for n, m in EVERY_MACHINE.items() if hasattr(m.module, "available")]
)
@settings(max_examples=150)
@given(data=st.data())
def test_what_is_available_agrees_with_what_is_decided(name: str, data: st.DataObject) -> None:
    machine = EVERY_MACHINE[name]
    state = data.draw(begins(machine))
    for command in data.draw(st.lists(machine.commands, max_size=15)):
        shown = type(command) in machine.module.available(state)
        state, happened, code = carried_out(machine, state, command)
        assert shown or not happened, f"{command} was carried out and is not shown as open"
        assert not shown or code not in machine.status_codes, f"{command} is shown and never open"


@settings(max_examples=150)
@given(data=st.data())
def test_a_local_review_that_has_ended_begins_no_more(data: st.DataObject) -> None:
    machine = MACHINES["lcspr"]
    state = data.draw(begins(machine))
    for command in data.draw(st.lists(machine.commands, max_size=15)):
        before = state
        state, _, _ = carried_out(machine, before, command)
        report_follows = before.status in MAY_FOLLOW and state.status == "published"
        if before.status in (*ENDED, *PUBLIC) and not report_follows:
            assert state.status == before.status, "only time leads on, from what is public"
