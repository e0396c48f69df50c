"""The partners' decision and the LCSPR."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from chassis.errors import Refused
from services.review.lcspr import commands, domain
from tests.support.spec import given

CASE = UUID(int=1)
BLANK = domain.Lcspr(CASE)
YES = commands.RecordDecision(date(2026, 6, 15), date(2026, 6, 15), "yes", reviewed=True, said=None)
INITIATED = given(domain, BLANK).when(YES).then(domain.DecisionRecorded, domain.Initiated)


def copies(*sent: tuple[str, date]) -> domain.Lcspr:
    state = INITIATED
    for recipient, on in sent:
        state = given(domain, state).when(commands.SendCopy(recipient, on)).then(domain.CopySent)
    return state


def test_no_decision_before_a_rapid_review() -> None:
    early = commands.RecordDecision(YES.on, YES.decided_on, "yes", reviewed=False, said=None)
    given(domain, BLANK).when(early).refused("no_review")


def test_none_reached_is_not_final() -> None:
    none = commands.RecordDecision(YES.on, YES.decided_on, "none_reached", reviewed=True, said=None)
    given(domain, BLANK).when(none).refused("not_final")


def test_a_no_holds_nothing_and_may_still_be_changed() -> None:
    no = commands.RecordDecision(YES.on, YES.decided_on, "no", reviewed=True, said=None)
    state = given(domain, BLANK).when(no).then(domain.DecisionRecorded)
    given(domain, state).when(YES).then(domain.DecisionRecorded, domain.Initiated)


def test_publication_too_soon_is_refused_as_a_plan() -> None:
    state = copies(
        ("panel", date(2026, 12, 8)),
        ("secretary_of_state", date(2026, 12, 9)),
        ("ofsted", date(2026, 12, 9)),
    )
    assert state.last_copy_on == date(2026, 12, 9)
    plan = commands.Plan(date(2026, 12, 17), date(2026, 12, 8), date(2026, 12, 18))
    refusal = given(domain, state).when(plan).refused("copies_too_late")
    assert "Tuesday 8 December 2026" in refusal.reason
    assert "Friday 18 December 2026" in refusal.reason
    later = commands.Plan(date(2026, 12, 18), date(2026, 12, 9), date(2026, 12, 18))
    given(domain, state).when(later).then(domain.Planned)


def test_publication_too_soon_is_recorded_when_it_happened() -> None:
    published = commands.Publish(date(2026, 12, 1), early=True, address=None)
    state = given(domain, INITIATED).when(published).then(domain.Published)
    given(domain, state).when(published).nothing_happens()


def test_without_all_copies_nothing_can_be_planned() -> None:
    state = copies(("panel", date(2026, 12, 8)))
    plan = commands.Plan(date(2026, 12, 18), date(2026, 12, 9), None)
    given(domain, state).when(plan).refused("copies_too_late")


DAYS = st.dates(date(2026, 6, 1), date(2027, 6, 1))
COMMANDS = st.one_of(
    st.builds(
        commands.RecordDecision,
        on=st.just(date(2027, 6, 1)),
        decided_on=DAYS,
        decision=st.sampled_from(["yes", "no", "defer"]),
        reviewed=st.booleans(),
        said=st.none(),
    ),
    st.builds(commands.Appoint, DAYS, st.sampled_from(["A", "B"]), st.booleans()),
    st.builds(commands.Monitor, DAYS, st.none()),
    st.builds(commands.SendCopy, st.sampled_from(domain.RECIPIENTS), DAYS),
    st.builds(commands.Plan, DAYS, DAYS, st.none() | DAYS),
    st.builds(commands.Publish, DAYS, st.booleans(), st.none()),
)


@hypothesis_given(st.lists(COMMANDS, max_size=12))
def test_any_sequence_of_commands_leaves_a_legal_state(commands: list[commands.Command]) -> None:
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
        if before.status == "published":
            assert state == before
        if state.status == "published":
            assert state.initiated_on
            assert state.published_on
        if state.reviewer:
            assert state.initiated_on


@pytest.mark.need("B10")
def test_no_move_resolves_a_difference() -> None:
    names = [kind.__name__.lower() for kind in commands.Command.__args__]
    assert not any(word in name for name in names for word in ("resolve", "overrule", "direct"))
