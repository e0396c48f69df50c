"""The partners' decision and the LCSPR."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.lcspr import commands, course_moves, domain, ending_moves, events
from services.review.lcspr.state import Lcspr
from tests.support.spec import given

CASE = UUID(int=1)
TODAY = date(2026, 12, 9)
BLANK = Lcspr(CASE)
YES = commands.RecordDecision(
    on=date(2026, 6, 15),
    decided_on=date(2026, 6, 15),
    decision="yes",
    reviewed=True,
    answers=None,
    said=None,
)
NO = replace(YES, decision="no")
INITIATED = given(domain, BLANK).when(YES).then(events.DecisionRecorded, events.Initiated)


def copies(*sent: tuple[str, date]) -> Lcspr:
    state = INITIATED
    for recipient, on in sent:
        state = (
            given(domain, state).when(commands.SendCopy(TODAY, recipient, on)).then(events.CopySent)
        )
    return state


def test_no_decision_before_a_rapid_review() -> None:
    given(domain, BLANK).when(replace(YES, reviewed=False)).refused("no_review")


def test_none_reached_is_not_final() -> None:
    given(domain, BLANK).when(replace(YES, decision="none_reached")).refused("not_final")


def test_a_no_holds_nothing_and_may_still_be_changed() -> None:
    state = given(domain, BLANK).when(NO).then(events.DecisionRecorded)
    given(domain, state).when(YES).then(events.DecisionRecorded, events.Initiated)


def test_publication_too_soon_is_refused_as_a_plan() -> None:
    state = copies(
        ("national_body", date(2026, 12, 8)),
        ("secretary_of_state", date(2026, 12, 9)),
        ("ofsted", date(2026, 12, 9)),
    )
    assert state.last_copy_on == date(2026, 12, 9)
    plan = commands.Plan(TODAY, date(2026, 12, 17), date(2026, 12, 8), date(2026, 12, 18))
    refusal = given(domain, state).when(plan).refused("copies_too_late")
    assert "Tuesday 8 December 2026" in refusal.reason
    assert "Friday 18 December 2026" in refusal.reason
    later = commands.Plan(TODAY, date(2026, 12, 18), date(2026, 12, 9), date(2026, 12, 18))
    given(domain, state).when(later).then(events.Planned)


def test_publication_too_soon_is_recorded_when_it_happened() -> None:
    published = commands.Publish(TODAY, date(2026, 12, 1), early=True, address=None)
    after = given(domain, INITIATED).when(published)
    state = after.then(events.Published, ending_moves.Breached)
    given(domain, state).when(published).nothing_happens()


def test_without_all_copies_nothing_can_be_planned() -> None:
    state = copies(("national_body", date(2026, 12, 8)))
    plan = commands.Plan(TODAY, date(2026, 12, 18), date(2026, 12, 9), None)
    given(domain, state).when(plan).refused("copies_too_late")


def test_a_no_said_twice_is_said_once() -> None:
    state = given(domain, BLANK).when(NO).then(events.DecisionRecorded)
    given(domain, state).when(NO).nothing_happens()


def test_a_no_repeated_after_the_panels_advice_is_an_answer_to_it() -> None:
    state = given(domain, BLANK).when(NO).then(events.DecisionRecorded)
    answer = replace(NO, answers=UUID(int=7))
    state = given(domain, state).when(answer).then(events.DecisionRecorded)
    assert state.answers == UUID(int=7)
    given(domain, state).when(answer).nothing_happens()


@pytest.mark.parametrize(
    "command",
    [
        commands.Appoint(TODAY, date(2026, 12, 10), "Ottilie Brandreth", independent=True),
        commands.Monitor(TODAY, date(2026, 12, 10), None),
        commands.SendCopy(TODAY, "national_body", date(2026, 12, 10)),
        commands.Publish(TODAY, date(2026, 12, 10), early=False, address=None),
        commands.Plan(TODAY, date(2026, 12, 8), date(2026, 11, 27), date(2026, 12, 1)),
        commands.ExplainDelay(TODAY, date(2026, 12, 8), (), None),
        commands.ExplainDelay(TODAY, TODAY, (TODAY, date(2026, 12, 10)), None),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_is_recorded_has_happened_and_what_is_planned_has_not(command: object) -> None:
    given(domain, INITIATED).when(command).refused("date")


def test_nothing_of_an_lcspr_is_open_before_the_partners_decided_on_one() -> None:
    appoint = commands.Appoint(TODAY, TODAY, "Ottilie Brandreth", independent=True)
    given(domain, BLANK).when(appoint).refused("not_initiated")
    assert domain.available(BLANK) == {commands.RecordDecision, course_moves.Propose}


@pytest.mark.need("B10")
def test_once_begun_an_lcspr_is_not_undone_by_another_decision() -> None:
    given(domain, INITIATED).when(NO).refused("initiated")


def test_the_last_copy_counts_and_a_copy_that_is_sent_again_replaces_the_first() -> None:
    state = copies(
        ("national_body", date(2026, 12, 1)),
        ("secretary_of_state", date(2026, 12, 1)),
        ("ofsted", date(2026, 12, 1)),
        ("ofsted", date(2026, 12, 9)),
    )
    assert len(state.copies) == 3
    assert state.last_copy_on == date(2026, 12, 9)


@pytest.mark.need("B10")
def test_no_move_resolves_a_difference() -> None:
    names = [kind.__name__.lower() for kind in commands.Command.__args__]
    assert not any(word in name for name in names for word in ("resolve", "overrule", "direct"))
