"""Whatever is asked of a notification, in whatever order, it stands legally and repeats are quiet."""

from datetime import date
from uuid import UUID

from hypothesis import given as for_any
from hypothesis import strategies as st

from chassis.errors import Refused
from services.notify.notification import domain
from services.notify.notification.commands import (
    Absorb,
    AddChild,
    Amend,
    AnswerThreshold,
    AskThreshold,
    Command,
    CompleteIdentity,
    MarkDuplicate,
    Position,
    Reassign,
    RecordPosition,
    Withdraw,
)
from services.notify.notification.moves import available
from services.notify.notification.state import Notification, Status
from tests.unit.notify.test_notification import BLANK, a_submission

DAYS = st.dates(date(2026, 3, 1), date(2026, 5, 1))
ROUTES = st.sampled_from(["in_scope", "notify_only", "not_notifiable"])
OTHERS = st.sampled_from([UUID(int=n) for n in (1, 2, 3)])
QUESTIONS = st.sampled_from([UUID(int=n) for n in (11, 12)])
POSITIONS = st.builds(
    Position,
    st.sampled_from(["authority", "health", "police"]),
    st.sampled_from(["agreed", "disagreed", "not_asked"]),
    st.none() | DAYS,
    st.sampled_from([None, "authority", "health", "police"]),
)
STANDS = st.sampled_from([None, *Status])


@st.composite
def absorptions(draw: st.DrawFn) -> Absorb:
    """A duplicate's own dates are possible ones."""
    occurred_on, aware_on = sorted(draw(st.tuples(DAYS, DAYS)))
    told_on = draw(st.none() | DAYS.filter(lambda day: day >= occurred_on))
    same = draw(st.booleans())
    return Absorb(
        *(draw(DAYS), draw(OTHERS), draw(DAYS), occurred_on, aware_on, told_on), same_partners=same
    )


COMMANDS = st.lists(
    st.one_of(
        st.builds(
            a_submission,
            on=DAYS,
            occurred_on=DAYS,
            aware_on=DAYS,
            route=ROUTES,
            question=st.none() | QUESTIONS,
        ),
        st.builds(
            Amend,
            DAYS,
            st.none() | DAYS,
            st.none() | DAYS,
            st.none() | DAYS,
            route=st.none() | ROUTES,
        ),
        st.builds(Withdraw, DAYS),
        st.builds(RecordPosition, DAYS, POSITIONS),
        st.builds(Reassign, DAYS, st.sampled_from(["990", "991"])),
        st.builds(MarkDuplicate, DAYS, OTHERS, STANDS),
        absorptions(),
        st.builds(AskThreshold, DAYS, QUESTIONS),
        st.builds(AnswerThreshold, DAYS, QUESTIONS, st.just(value=True)),
    ),
    max_size=12,
)
"""What says itself whether it is new (a child, an identity, changed parts) is in the tables."""

MORE = st.lists(
    st.one_of(
        st.builds(
            AddChild,
            DAYS,
            st.integers(0, 5),
            st.booleans(),
            st.none() | ROUTES,
            most=st.integers(1, 4),
        ),
        st.builds(CompleteIdentity, DAYS, st.integers(1, 5), st.booleans(), st.none() | ROUTES),
        st.builds(Amend, DAYS, changed=st.just(("outline",)), route=st.none() | ROUTES),
    ),
    max_size=6,
)


@for_any(COMMANDS)
def test_any_sequence_leaves_a_legal_state_and_repeats_are_quiet(commands: list[Command]) -> None:
    state = BLANK
    for command in commands:
        before, state, done = carried_out(state, command)
        if done:
            assert domain.decide(state, command) == ()
            assert_legal(before, state)


@for_any(COMMANDS, MORE, COMMANDS)
def test_what_changes_the_content_makes_versions_and_leaves_the_rest(
    first: list[Command], more: list[Command], last: list[Command]
) -> None:
    state = BLANK
    for command in [*first, *more, *last]:
        before, state, done = carried_out(state, command)
        if done:
            assert_legal(before, state)
        if command in more and done and before != state:
            assert state.version == before.version + 1
            assert state.notified_on == before.notified_on


def carried_out(state: Notification, command: Command) -> tuple[Notification, Notification, bool]:
    """Before, after, and whether it was done; what is refused says why and after which rule."""
    try:
        events = domain.decide(state, command)
    except Refused as refused:
        assert refused.reason
        assert refused.source
        return state, state, False
    assert not events or type(command) in available(state)
    after = state
    for event in events:
        after = domain.evolve(after, event)
    return state, after, True


def assert_legal(before: Notification, state: Notification) -> None:
    assert state.version >= before.version
    if before.status in (Status.WITHDRAWN, Status.DUPLICATE):
        assert (state.status, state.version) == (before.status, before.version)
        assert state.positions == before.positions
    if before.status is Status.IN_SCOPE:
        assert state.status is not Status.NOTIFY_ONLY
    if state.status is not None:
        assert state.notified_on
        assert state.occurred_on
        assert state.aware_on
        assert state.occurred_on <= state.aware_on
        assert not state.partners_told_on or state.occurred_on <= state.partners_told_on
        assert not before.notified_on or state.notified_on <= before.notified_on
    assert (state.status is Status.DUPLICATE) == (state.duplicate_of is not None)
    assert set(state.answered) <= set(state.asked)
    assert state.children >= before.children
    partners = [one.partner for one in state.positions]
    assert len(partners) == len(set(partners))
