"""Any sequence of commands on the way to a rapid review leaves a legal state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.errors import Refused
from services.review.agency_return import domain as agency_return
from services.review.learning import domain as learning
from services.review.preparation import domain as preparation
from services.review.rapid_review import commands as rc
from services.review.rapid_review import domain as rapid_review
from services.review.reading import domain as reading
from tests.unit.review.more_machines import begins

ID = UUID(int=1)
DAYS = st.dates(date(2026, 6, 1), date(2026, 6, 8))
SOME_IDS = st.sampled_from([UUID(int=n) for n in (2, 3)])
NOTHING, WHO = st.none(), st.sampled_from(["authority", "health", "police"])
OURS = preparation.Review("CSPR-2026-00088-X", "open")
HERE = reading.Review("CSPR-2026-00088-X", "submitted", 1, taken_up=False)
LEARNED = st.builds(learning.Learned, SOME_IDS, st.just("neglect"), NOTHING)
SUBMIT = st.builds(
    rc.Submit,
    *(DAYS, NOTHING, st.sampled_from(["yes", "no"]), st.just(()), st.booleans(), st.booleans()),
    *(st.just(()), NOTHING, st.booleans()),
)


@dataclass(frozen=True)
class Machine:
    """A decider, the commands to try on it, what must hold, and what is shown as open."""

    module: Any
    blank: Any
    commands: st.SearchStrategy[Any]
    legal: Callable[[Any], bool]
    open: Callable[[Any], frozenset[type]]
    adds_each_time: tuple[type, ...] = ()
    status_codes: tuple[str, ...] = ()


p, a, le, rd = preparation, agency_return, learning, reading
MACHINES = {
    "preparation": Machine(
        p,
        p.Preparation(ID),
        st.one_of(
            st.builds(p.Scope, st.just(OURS), DAYS, DAYS, DAYS, NOTHING),
            st.builds(p.Meet, st.just(OURS), DAYS, DAYS, st.just(()), NOTHING),
            st.builds(p.Draft, st.just(OURS), DAYS, DAYS, NOTHING),
            st.builds(p.Sign, st.just(OURS), DAYS, WHO, NOTHING),
            st.builds(p.State, st.just(OURS), DAYS, WHO, NOTHING),
        ),
        lambda s: len(set(s.signed)) == len(s.signed) and (s.drafts > 0 or not s.signed),
        lambda s: p.available(s, "open"),
        (p.Draft, p.State),
        ("no_draft", "already_sent", "cancelled"),
    ),
    "agency_return": Machine(
        a,
        a.AgencyReturns(ID),
        st.one_of(
            st.builds(
                a.Ask,
                *(st.just("open"), st.just("x"), DAYS, DAYS),
                st.lists(st.builds(a.Wanted, st.just("school"), WHO, NOTHING), max_size=2).map(
                    tuple
                ),
            ),
            st.builds(
                a.Give,
                *(st.just("open"), DAYS, st.integers(1, 4), WHO),
                *(st.sampled_from(["given", "declined"]), st.booleans(), NOTHING),
            ),
            st.builds(a.Chase, DAYS),
            st.just(a.Stop()),
        ),
        lambda s: (
            [one.number for one in s.returns] == list(range(1, len(s.returns) + 1))
            and all((one.outcome == "") == (one.given_on is None) for one in s.returns)
            and all(not one.outcome for one in s.awaited)
        ),
        lambda s: a.available(s, "open"),
        (a.Ask,),
        ("cancelled", "unknown"),
    ),
    "learning": Machine(
        le,
        le.Learning(ID),
        st.one_of(
            st.builds(le.TakeOver, st.integers(1, 3), st.lists(LEARNED, max_size=1).map(tuple)),
            st.builds(le.RecordPoint, st.just("open"), st.just("x"), LEARNED, NOTHING),
            st.builds(le.RecordAction, st.just("x"), SOME_IDS, SOME_IDS, DAYS, NOTHING),
            st.builds(
                le.FollowUp,
                *(DAYS, st.just("x"), SOME_IDS, st.sampled_from(["done", "in_progress"])),
                *(DAYS, st.booleans(), NOTHING),
            ),
        ),
        lambda s: (
            len({one.id for one in s.points}) == len(s.points)
            and len({one.id for one in s.actions}) == len(s.actions)
            and all(s.point(one.learning_id) for one in s.actions)
        ),
        lambda s: le.available(s, "open"),
    ),
    "reading": Machine(
        rd,
        rd.Reading(ID),
        st.one_of(
            st.builds(
                rd.Assess,
                *(st.just(HERE), DAYS, st.integers(1, 2), st.just(()), st.just(())),
                *(st.just(()), NOTHING),
            ),
            st.builds(
                rd.SendBack,
                *(st.just(HERE), DAYS, st.integers(1, 2), st.sampled_from([(), ("facts",)])),
                NOTHING,
            ),
        ),
        lambda s: max(s.assessed, s.sent_back) <= HERE.version,
        lambda s: rd.available(s, HERE),
        status_codes=("taken_up", "not_here"),
    ),
    "rapid_review with a core confirmed later": Machine(
        rapid_review,
        rapid_review.RapidReview(ID),
        st.one_of(
            st.builds(rc.Open, *[st.just("x")] * 4, DAYS),
            SUBMIT,
            st.builds(rc.Confirm, st.integers(1, 3), SUBMIT),
            st.builds(rc.Cancel, st.just("basis")),
        ),
        lambda s: s.core_confirmed or s.version > 0,
        rapid_review.available,
        (rc.Submit, rc.Confirm),
        ("unknown", "cancelled", "confirmed"),
    ),
}


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


@pytest.mark.parametrize("name", MACHINES)
@settings(max_examples=150)
@given(data=st.data())
def test_any_sequence_is_legal_a_repeat_is_quiet_and_what_is_shown_is_open(
    name: str, data: st.DataObject
) -> None:
    machine = MACHINES[name]
    state = data.draw(begins(machine))
    for command in data.draw(st.lists(machine.commands, max_size=15)):
        shown = type(command) in machine.open(state)
        state, happened, code = carried_out(machine, state, command)
        assert machine.legal(state), command
        assert shown or not happened, f"{command} was carried out and is not shown as open"
        assert not shown or code not in machine.status_codes, f"{command} is shown, never open"
        if not isinstance(command, machine.adds_each_time):
            assert carried_out(machine, state, command)[0] == state
