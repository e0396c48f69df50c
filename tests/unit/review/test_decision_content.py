"""What a decision must say, by the framework in force; what its advice rests on; how it is corrected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.codes import Criterion
from contracts.reasons import ReviewReason
from contracts.review.correction import CorrectDecisionV1
from services.review.consideration import commands, domain, events
from services.review.consideration.correction_wire import CHANGES, correct_from
from services.review.policy.criteria import NOTHING_ASKED
from services.review.policy.framework import framework
from tests.support.spec import given
from tests.unit.review.test_consideration import (
    AGAIN,
    ASKED,
    DECISION,
    LETTER,
    LISTED,
    ON,
    REG11,
    ROUTINE,
)

NAMED = (("reg11_agencies", 2),)
QUESTIONED = replace(ROUTINE, outcome="question_no_lcspr", criteria=REG11, evidence=NAMED)
ADVISED = replace(ROUTINE, outcome="advise_lcspr", criteria=REG11, evidence=NAMED)
ADVICE = commands.Advised(1, "reg11_agencies", (1, 2))


@pytest.mark.need("C3")
def test_a_question_about_a_no_answers_regulation_11_and_cites_its_evidence() -> None:
    given(domain, LISTED).when(QUESTIONED).then(events.Decided)
    given(domain, LISTED).when(replace(QUESTIONED, evidence=())).refused("no_evidence")
    given(domain, LISTED).when(replace(QUESTIONED, criteria=REG11[:3])).refused("regulation_11")
    given(domain, LISTED).when(replace(QUESTIONED, view="yes")).refused("not_their_view")


@pytest.mark.need("C11")
def test_the_day_of_the_decision_selects_the_framework_and_with_it_what_is_asked() -> None:
    assert framework(date(2026, 3, 17)).version == "framework-2025"
    assert framework(date(2026, 3, 18)).version == "framework-2026"
    assert framework(date(2017, 1, 1)).version == "framework-2018"
    asked = dict(framework(ON).must_answer)
    assert asked["advise_lcspr"] == tuple(c for c in Criterion if c.startswith("reg11"))
    nothing_asked = replace(ADVISED, criteria=(), evidence=(), framework=NOTHING_ASKED)
    given(domain, LISTED).when(nothing_asked).then(events.Decided)


def test_every_code_of_the_framework_is_one_of_the_published_lists() -> None:
    rule = framework(ON)
    named = {
        one
        for pairs in (rule.must_answer, rule.one_met, rule.rests_on)
        for _, of in pairs
        for one in of
    }
    assert named <= set(Criterion)
    assert {reason for reason, _ in rule.rests_on} <= set(ReviewReason)


@pytest.mark.need("C7")
@pytest.mark.parametrize(
    ("advice", "words"),
    [
        ((commands.Advised(1, None, (1,)),), "names evidence and no criterion"),
        ((commands.Advised(1, "reg3_improvements"),), "a criterion that is not answered"),
        (
            (commands.Advised(1, "reg11_agencies", (3,)),),
            "evidence that its criterion does not name",
        ),
        (
            (commands.Advised(1, "reg11_agencies", (0,)),),
            "evidence that its criterion does not name",
        ),
        ((ADVICE, ADVICE), "a number of its own"),
    ],
)
def test_a_link_of_advice_leads_to_what_the_decision_holds(
    advice: tuple[commands.Advised, ...], words: str
) -> None:
    refusal = given(domain, LISTED).when(replace(ADVISED, advice=advice)).refused("wrong_link")
    assert words in refusal.reason


@pytest.mark.need("C7")
def test_advice_without_a_link_is_recorded_and_a_whole_link_too() -> None:
    for advice in (ADVICE, commands.Advised(1), commands.Advised(1, "reg11_agencies")):
        given(domain, LISTED).when(replace(ADVISED, advice=(advice,))).then(events.Decided)


@pytest.mark.need("C10")
def test_a_reason_does_not_go_against_what_was_found() -> None:
    not_met = (("reg11_agencies", "not_met", True),)
    against = replace(ROUTINE, criteria=not_met, reason_codes=("agencies_together",))
    given(domain, LISTED).when(against).refused("against_criteria")
    for fine in (
        replace(against, reason_codes=("learning_captured",)),
        replace(against, criteria=()),
        replace(against, criteria=(*not_met, ("reg11_improvements", "met", True))),
    ):
        if fine.criteria[:1] == not_met and "agencies_together" in fine.reason_codes:
            given(domain, LISTED).when(fine).refused("against_criteria")
        else:
            given(domain, LISTED).when(fine).then(events.Decided)


def a_correction(**changes: Any) -> commands.Correct:
    """A correction of the decision, in its codes."""
    return commands.Correct(ON, DECISION, changes, tuple(changes) or ("reasons",), None)


def decided(made: commands.Decide = ROUTINE) -> Any:
    return given(domain, LISTED).when(made).then(events.Decided)


def test_a_correction_says_the_whole_anew_and_counts() -> None:
    state = given(domain, decided()).when(a_correction(themes=("neglect",))).then(events.Corrected)
    assert state.made
    assert (state.made.themes, state.corrections, state.status) == (("neglect",), 1, "decided")
    again = given(domain, state).when(a_correction()).then(events.Corrected)
    assert (again.corrections, again.made) == (2, state.made)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outcome": "advise_lcspr"}, "regulation_11"),
        ({"outcome": "agree_lcspr"}, "not_their_view"),
        ({"national_candidate": True}, "regulation_3"),
        ({"advice": (ADVICE,)}, "wrong_link"),
    ],
)
def test_a_correction_obeys_the_rules_of_a_decision(changes: Mapping[str, Any], code: str) -> None:
    given(domain, decided()).when(a_correction(**changes)).refused(code)


def test_only_the_latest_decision_is_corrected_and_only_by_something() -> None:
    given(domain, LISTED).when(a_correction()).refused("not_latest")
    other = replace(a_correction(), decision_id=UUID(int=9))
    given(domain, decided()).when(other).refused("not_latest")
    given(domain, decided()).when(replace(a_correction(), parts=())).refused("nothing_corrected")


def test_an_outcome_is_corrected_until_its_letter_is_out() -> None:
    state = decided(ADVISED)
    to_question = a_correction(outcome="question_no_lcspr")
    mended = given(domain, state).when(to_question).then(events.Corrected)
    assert (mended.outcome, mended.steps[-1].view) == ("question_no_lcspr", "question_no_lcspr")
    written = given(domain, state).when(LETTER).then(events.LetterIssued)
    given(domain, written).when(to_question).refused("letter_is_out")
    [told] = domain.decide(written, a_correction(themes=("neglect",)))
    assert isinstance(told, events.Corrected)
    assert told.after_letter
    assert domain.evolve(written, told).letter_on == LETTER.on


def test_what_was_withdrawn_is_not_corrected() -> None:
    stopped = given(domain, decided()).when(commands.Stop()).then(events.Stopped)
    given(domain, stopped).when(a_correction()).refused("is_stopped")
    assert commands.Correct not in domain.available(stopped)


def test_a_round_that_is_over_is_corrected_on_record_alone() -> None:
    over = given(domain, decided()).when(AGAIN).then(events.Received)
    state = given(domain, over).when(a_correction(themes=("neglect",))).then(events.Corrected)
    assert (state.status, state.round, state.outcome, state.made_in) == ("received", 2, None, 1)
    given(domain, over).when(a_correction(outcome="other")).refused("letter_is_out")


def test_what_is_asked_stays_with_its_decision_through_a_correction() -> None:
    asked = replace(ROUTINE, outcome="request_information", asks=ASKED)
    state = given(domain, decided(asked)).when(a_correction(outcome="other")).then(events.Corrected)
    assert state.made
    assert state.made.asks == ASKED


def test_a_correction_names_the_fields_that_were_given() -> None:
    command = CorrectDecisionV1(
        incident_id=UUID(int=1),
        decision_id=DECISION,
        why="a.b.c.d.e",
        themes=(),
        reasons="a.b.c.d.e",
    )
    made = correct_from(command, ON)
    assert made.parts == ("reasons", "themes")
    assert made.changes == {"has_reasons": True, "themes": ()}
    ids = {"incident_id", "decision_id", "why"}
    assert set(CHANGES) == set(CorrectDecisionV1.model_fields) - ids
