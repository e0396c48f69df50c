"""What may be done after notifying, move by move: it happens, it is refused, a repeat is quiet."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

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
    Reassign,
    Withdraw,
)
from services.notify.notification.events import (
    Absorbed,
    Amended,
    ChildAdded,
    IdentityCompleted,
    MarkedDuplicate,
    Reassigned,
    ScopedIn,
    ScopedNotifyOnly,
    ThresholdAnswered,
    ThresholdAsked,
    Withdrawn,
)
from services.notify.notification.moves import MOVES, available, why_not
from services.notify.notification.state import Status
from tests.support.spec import given
from tests.unit.notify.test_notification import (
    BLANK,
    IN_SCOPE,
    LATER,
    OUTCOMES,
    TODAY,
    a_submission,
)

NOTIFY_ONLY = (
    given(domain, BLANK).when(a_submission(route="notify_only")).then(*OUTCOMES, ScopedNotifyOnly)
)
OTHER, QUESTION = UUID(int=2), UUID(int=3)
MOST = 20
OUTLINE = Amend(LATER, changed=("outline",), route="in_scope", basis="x")
MARK = MarkDuplicate(LATER, OTHER, Status.IN_SCOPE)
ABSORB = Absorb(
    *(LATER, OTHER, date(2026, 4, 9), date(2026, 3, 20), date(2026, 3, 30), date(2026, 4, 1)),
    same_partners=True,
)
DUPLICATE = given(domain, IN_SCOPE).when(MARK).then(MarkedDuplicate)
ASKED = given(domain, IN_SCOPE).when(AskThreshold(TODAY, QUESTION)).then(ThresholdAsked)
LIVE_ONLY: tuple[Command, ...] = (
    OUTLINE,
    AddChild(LATER, 2, known=False, most=MOST),
    CompleteIdentity(LATER, 1, changed=True),
    Reassign(LATER, "991"),
    ABSORB,
    AskThreshold(LATER, QUESTION),
)


@pytest.mark.need("A7")
def test_any_part_may_be_corrected_and_each_time_is_a_version() -> None:
    state = given(domain, IN_SCOPE).when(OUTLINE).then(Amended)
    assert (state.version, state.status) == (2, Status.IN_SCOPE)
    more = replace(OUTLINE, changed=("children", "kind_of_incident"))
    assert given(domain, state).when(more).then(Amended).version == 3
    given(domain, state).when(replace(OUTLINE, changed=())).nothing_happens()


@pytest.mark.parametrize("route", ["notify_only", "not_notifiable"])
def test_what_would_lose_its_scope_is_withdrawn_and_not_amended(route: str) -> None:
    command = replace(OUTLINE, changed=("abuse_neglect",), route=route)  # type: ignore[arg-type]
    given(domain, IN_SCOPE).when(command).refused("withdraw_instead")
    kept = replace(command, changed=())
    given(domain, IN_SCOPE).when(kept).nothing_happens()


def test_new_information_brings_it_into_scope_on_the_day_it_came() -> None:
    command = replace(OUTLINE, changed=("abuse_neglect",))
    state = given(domain, NOTIFY_ONLY).when(command).then(Amended, ScopedIn)
    assert (state.status, state.notified_on) == (Status.IN_SCOPE, TODAY)
    scoped = domain.decide(NOTIFY_ONLY, command)[-1]
    assert scoped == ScopedIn("x", since=LATER)
    worse = replace(command, route="not_notifiable")
    given(domain, NOTIFY_ONLY).when(worse).refused("withdraw_instead")
    same = replace(command, route="notify_only")
    assert given(domain, NOTIFY_ONLY).when(same).then(Amended).status is Status.NOTIFY_ONLY


@pytest.mark.parametrize("route", [None, "notify_only", "not_notifiable"])
def test_a_fact_about_a_child_is_taken_whatever_it_means_for_the_scope(route: str | None) -> None:
    known = CompleteIdentity(LATER, 1, changed=True, route=route)  # type: ignore[arg-type]
    given(domain, IN_SCOPE).when(known).then(IdentityCompleted)
    into = CompleteIdentity(LATER, 1, changed=True, route="in_scope", basis="x")
    given(domain, NOTIFY_ONLY).when(into).then(IdentityCompleted, ScopedIn)


@pytest.mark.need("A1")
def test_a_child_is_added_under_the_next_number() -> None:
    state = (
        given(domain, IN_SCOPE).when(AddChild(LATER, 2, known=False, most=MOST)).then(ChildAdded)
    )
    assert (state.children, state.version) == (2, 2)
    given(domain, state).when(AddChild(LATER, 2, known=True, most=MOST)).nothing_happens()
    given(domain, state).when(AddChild(LATER, 2, known=False, most=MOST)).refused("number_taken")
    given(domain, state).when(AddChild(LATER, 4, known=False, most=MOST)).refused("number")
    full = replace(state, children=MOST)
    one_more = AddChild(LATER, MOST + 1, known=False, most=MOST)
    given(domain, full).when(one_more).refused("too_many")
    assert why_not(full, AddChild, MOST)
    added = AddChild(LATER, 2, known=False, most=MOST, route="in_scope", basis="x")
    given(domain, NOTIFY_ONLY).when(added).then(ChildAdded, ScopedIn)


def test_who_a_child_is_may_be_said_later_and_a_repeat_is_quiet() -> None:
    said = CompleteIdentity(LATER, 1, changed=True)
    assert given(domain, IN_SCOPE).when(said).then(IdentityCompleted).version == 2
    given(domain, IN_SCOPE).when(replace(said, changed=False)).nothing_happens()
    given(domain, IN_SCOPE).when(replace(said, number=2)).refused("unknown_child")


@pytest.mark.need("A3")
def test_another_authority_gets_it_with_the_clocks_and_without_the_others_positions() -> None:
    state = given(domain, IN_SCOPE).when(Reassign(LATER, "991")).then(Reassigned)
    assert (state.authority, state.positions, state.version) == ("991", (), 2)
    assert (state.notified_on, state.aware_on) == (IN_SCOPE.notified_on, IN_SCOPE.aware_on)
    given(domain, state).when(Reassign(LATER, "991")).nothing_happens()


@pytest.mark.need("A3")
@pytest.mark.parametrize("same_partners", [False, True])
def test_partners_of_another_area_are_still_to_be_told(*, same_partners: bool) -> None:
    told = replace(IN_SCOPE, partners_told_on=date(2026, 4, 1))
    move = Reassign(LATER, "991", same_partners)
    state = given(domain, told).when(move).then(Reassigned)
    assert (state.partners_told_on == told.partners_told_on) is same_partners
    assert state.aware_on == told.aware_on, "their clock keeps its start"


def test_a_duplicate_counts_no_more_and_says_which_goes_on() -> None:
    assert (DUPLICATE.status, DUPLICATE.duplicate_of, DUPLICATE.version) == ("duplicate", OTHER, 2)
    given(domain, DUPLICATE).when(MARK).nothing_happens()
    given(domain, DUPLICATE).when(replace(MARK, found_different=True)).nothing_happens()
    given(domain, DUPLICATE).when(replace(MARK, of=UUID(int=9))).refused("duplicate")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(MARK, of=IN_SCOPE.id), "same"),
        (replace(MARK, found_different=True), "found_different"),
        (replace(MARK, survivor_stands=Status.WITHDRAWN), "survivor_ended"),
        (replace(MARK, survivor_stands=Status.DUPLICATE), "survivor_ended"),
        (replace(MARK, survivor_stands=None), "survivor_ended"),
        (replace(MARK, survivor_stands=Status.NOTIFY_ONLY), "survivor_notify_only"),
    ],
)
def test_what_can_not_go_on_is_no_survivor(command: MarkDuplicate, code: str) -> None:
    assert given(domain, IN_SCOPE).when(command).refused(code).field == "/duplicate_of"


def test_one_without_a_review_may_go_on_in_the_place_of_another_without() -> None:
    only = replace(MARK, survivor_stands=Status.NOTIFY_ONLY)
    given(domain, NOTIFY_ONLY).when(only).then(MarkedDuplicate)


def test_the_survivor_has_the_earliest_dates_of_both() -> None:
    state = given(domain, IN_SCOPE).when(ABSORB).then(Absorbed)
    assert (state.notified_on, state.occurred_on, state.aware_on, state.partners_told_on) == (
        date(2026, 4, 9),
        date(2026, 3, 20),
        date(2026, 3, 27),
        date(2026, 4, 1),
    )
    assert state.duplicates == (OTHER,)
    given(domain, state).when(ABSORB).nothing_happens()


@pytest.mark.parametrize("told_on", [None, date(2026, 4, 2)])
def test_when_other_partners_were_told_is_not_when_the_survivors_were(told_on: date | None) -> None:
    """Working Together, chapter 5: each area's own partners are told."""
    before = replace(IN_SCOPE, partners_told_on=told_on)
    others = replace(ABSORB, same_partners=False)
    assert given(domain, before).when(others).then(Absorbed).partners_told_on == told_on


def test_a_review_that_is_owed_since_later_is_not_antedated_by_what_owed_none() -> None:
    into = replace(OUTLINE, changed=("abuse_neglect",))
    late = given(domain, NOTIFY_ONLY).when(into).then(Amended, ScopedIn)
    assert late.review_from == LATER
    absorbed = given(domain, late).when(ABSORB).then(Absorbed)
    assert (absorbed.notified_on, absorbed.review_from) == (date(2026, 4, 9), LATER)
    owed = replace(ABSORB, review_from=date(2026, 4, 12))
    assert given(domain, late).when(owed).then(Absorbed).review_from == date(2026, 4, 12)


def test_the_time_of_the_first_review_that_was_owed_goes_on() -> None:
    assert given(domain, IN_SCOPE).when(ABSORB).then(Absorbed).review_from == TODAY
    owed = replace(ABSORB, review_from=date(2026, 4, 9))
    assert given(domain, IN_SCOPE).when(owed).then(Absorbed).review_from == date(2026, 4, 9)
    assert given(domain, NOTIFY_ONLY).when(ABSORB).then(Absorbed).review_from is None


@pytest.mark.need("A5")
def test_a_question_on_the_threshold_is_asked_once_and_answered_once() -> None:
    given(domain, ASKED).when(AskThreshold(LATER, QUESTION)).nothing_happens()
    answered = given(domain, ASKED).when(AnswerThreshold(LATER, QUESTION)).then(ThresholdAnswered)
    given(domain, answered).when(AnswerThreshold(LATER, QUESTION, same=True)).nothing_happens()
    given(domain, answered).when(AnswerThreshold(LATER, QUESTION)).refused("answered")
    given(domain, ASKED).when(AnswerThreshold(LATER, OTHER)).refused("unknown_question")


@pytest.mark.need("A5")
def test_a_question_may_come_with_the_notification_and_is_answered_though_it_is_withdrawn() -> None:
    asking = a_submission(question=QUESTION)
    state = given(domain, BLANK).when(asking).then(*OUTCOMES, ScopedIn, ThresholdAsked)
    gone = given(domain, state).when(Withdraw(LATER)).then(Withdrawn)
    assert available(gone) == {AnswerThreshold}
    given(domain, gone).when(AnswerThreshold(LATER, QUESTION)).then(ThresholdAnswered)


@pytest.mark.parametrize("command", LIVE_ONLY)
def test_what_counts_no_more_is_not_changed(command: Command) -> None:
    given(domain, DUPLICATE).when(command).refused("duplicate")
    gone = given(domain, IN_SCOPE).when(Withdraw(LATER)).then(Withdrawn)
    given(domain, gone).when(command).refused("withdrawn")
    given(domain, BLANK).when(command).refused("unknown")


@pytest.mark.need("A7")
def test_each_move_is_open_or_says_which_rule_closes_it() -> None:
    gone = given(domain, IN_SCOPE).when(Withdraw(LATER)).then(Withdrawn)
    for move in MOVES:
        assert why_not(IN_SCOPE, move.command, MOST) is None
        assert move.command in available(IN_SCOPE)
        for state in (gone, DUPLICATE):
            refused = why_not(state, move.command, MOST)
            assert refused
            assert refused.reason
            assert refused.source
            assert move.command not in available(state)
