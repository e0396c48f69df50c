"""What becomes of advice; the shelf of earlier cases; the public log."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as sequences
from hypothesis import settings
from hypothesis import strategies as st

from chassis.errors import Refused
from services.review.curation import domain as curation
from services.review.given_advice import domain as advice
from services.review.selection import domain as selection
from tests.support.spec import given

CASE, DECISION, LETTER, ID = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
ON = date(2026, 6, 8)
ITEM = advice.Item(ID, DECISION, 1, "a.b.c.d.e", "reg11_agencies", (1,))
BLANK = advice.GivenAdvice(CASE)
ANNOUNCE = advice.Announce("CSPR-2026-00088-X", DECISION, (ITEM,))
GIVE = advice.Give(LETTER, DECISION, ON)
ANSWER = advice.Answer(date(2026, 6, 15), ID, "not_taken", date(2026, 6, 12), "a.b.c.d.e")
EFFECT = advice.Observe(date(2026, 9, 1), ID, date(2026, 8, 31), None)
WAITING = advice.evolve(BLANK, advice.Announced(ANNOUNCE))
GIVEN = advice.evolve(WAITING, advice.Given(LETTER, DECISION, ON))
ANSWERED = advice.evolve(GIVEN, advice.Answered(ANSWER))


def test_advice_is_given_with_its_letter_and_not_before() -> None:
    waiting = given(advice, BLANK).when(ANNOUNCE).then(advice.Announced)
    given(advice, waiting).when(ANNOUNCE).nothing_happens()
    given(advice, waiting).when(ANSWER).refused("unknown_advice")
    assert advice.Answer not in advice.available(waiting)
    state = given(advice, waiting).when(GIVE).then(advice.Given)
    assert [one.given_on for one in state.given] == [ON]
    given(advice, state).when(GIVE).nothing_happens()
    given(advice, BLANK).when(GIVE).nothing_happens()


def test_a_correction_mends_advice_that_waits_and_none_that_was_given() -> None:
    mended = replace(ANNOUNCE, items=(replace(ITEM, criterion=None, evidence=()),))
    state = given(advice, WAITING).when(mended).then(advice.Announced)
    assert [one.criterion for one in state.items] == [None]
    given(advice, GIVEN).when(mended).nothing_happens()


@pytest.mark.need("C7")
def test_advice_that_a_correction_adds_after_the_letter_is_given_on_its_day() -> None:
    second = replace(ITEM, id=UUID(int=5), number=2)
    later = replace(ANNOUNCE, items=(ITEM, second), after_letter=date(2026, 6, 10))
    for before in (GIVEN, replace(BLANK, items=())):
        state = given(advice, before).when(later).then(advice.GivenLater)
        assert state.given[-1] == replace(second, given_on=date(2026, 6, 10))
        given(advice, state).when(later).nothing_happens()
        answer = replace(ANSWER, advice_id=second.id)
        given(advice, state).when(answer).then(advice.Answered)
    assert [
        one.given_on for one in given(advice, GIVEN).when(later).then(advice.GivenLater).items
    ] == [
        ON,
        date(2026, 6, 10),
    ]


@pytest.mark.parametrize("fate", ["taken", "partly_taken", "not_taken"])
def test_what_became_of_advice_is_recorded_and_may_change(fate: str) -> None:
    state = given(advice, GIVEN).when(replace(ANSWER, fate=fate)).then(advice.Answered)
    assert [(one.fate, one.decided_on) for one in state.items] == [(fate, date(2026, 6, 12))]
    given(advice, state).when(replace(ANSWER, fate=fate)).nothing_happens()
    other = replace(ANSWER, decided_on=date(2026, 6, 15))
    given(advice, state).when(other).then(advice.Answered)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"why": None}, "no_reason"),
        ({"fate": "partly_taken", "why": None}, "no_reason"),
        ({"decided_on": date(2026, 6, 7)}, "too_early"),
        ({"decided_on": date(2026, 6, 16)}, "date"),
        ({"advice_id": UUID(int=9)}, "unknown_advice"),
    ],
)
def test_an_answer_is_refused_with_its_rule(change: Mapping[str, Any], code: str) -> None:
    given(advice, GIVEN).when(replace(ANSWER, **change)).refused(code)


def test_an_effect_is_seen_of_what_was_answered_and_may_be_seen_again() -> None:
    given(advice, GIVEN).when(EFFECT).refused("unanswered")
    given(advice, ANSWERED).when(replace(EFFECT, observed_on=date(2026, 9, 2))).refused("date")
    state = given(advice, ANSWERED).when(EFFECT).then(advice.Observed)
    given(advice, state).when(EFFECT).then(advice.Observed)
    assert advice.Observe in advice.available(state)


def test_advice_that_was_given_otherwise_is_followed_alike() -> None:
    other = advice.Item(UUID(int=8), None, None, "a.b.c.d.e", given_on=ON)
    add = advice.Add("CSPR-2026-00088-X", other)
    state = given(advice, BLANK).when(add).then(advice.Added)
    given(advice, state).when(add).nothing_happens()
    answer = replace(ANSWER, advice_id=other.id)
    done = given(advice, state).when(answer).then(advice.Answered)
    assert [one.fate for one in done.items] == ["not_taken"]


DAYS = st.dates(date(2026, 6, 1), date(2026, 6, 12))
IDS = st.sampled_from([ID, UUID(int=5)])
FATES = st.sampled_from(["taken", "not_taken"])
COMMANDS = st.one_of(
    st.builds(
        advice.Announce,
        st.just("x"),
        st.just(DECISION),
        st.builds(advice.Item, IDS, st.just(DECISION), st.integers(1, 2), st.just("t")).map(
            lambda item: (item,)
        ),
    ),
    st.builds(advice.Give, st.just(LETTER), st.just(DECISION), DAYS),
    st.builds(advice.Answer, DAYS, IDS, FATES, DAYS, st.none() | st.just("why")),
    st.builds(advice.Observe, DAYS, IDS, DAYS, st.none()),
)


@sequences(st.lists(COMMANDS, max_size=12))
@settings(deadline=None)
def test_no_sequence_answers_what_was_not_given_or_opens_what_is_refused(given_: list[Any]) -> None:
    state = BLANK
    for command in given_:
        opens = advice.available(state)
        try:
            events = advice.decide(state, command)
        except Refused:
            continue
        assert not events or type(command) in opens
        for event in events:
            state = advice.evolve(state, event)
        assert all(one.given_on for one in state.items if one.fate)
        if not isinstance(command, advice.Observe):
            assert advice.decide(state, command) == ()


def test_a_decided_case_is_kept_set_aside_or_neither() -> None:
    blank, keep = curation.Curation(CASE), curation.Curate(ON, "x", True, "kept", "w")
    given(curation, blank).when(replace(keep, is_decided=False)).refused("undecided")
    given(curation, blank).when(replace(keep, use="plain")).nothing_happens()
    state = given(curation, blank).when(keep).then(curation.Curated)
    assert state.use == "kept"
    given(curation, state).when(keep).nothing_happens()
    given(curation, state).when(replace(keep, use="set_aside")).then(curation.Curated)


ALL = tuple((one, "met") for one in selection.CRITERIA)
LOG = selection.Log(ON, "neglect", "national_review", ("recurrent_theme",), ALL, 5, 3, None)
ENTRY = selection.Selection(UUID(int=7))


@pytest.mark.need("C8")
def test_a_topic_is_entered_and_what_came_of_it_since() -> None:
    state = given(selection, ENTRY).when(LOG).then(selection.Logged)
    given(selection, state).when(LOG).nothing_happens()
    later = given(selection, state).when(replace(LOG, outcome="not_pursued")).then(selection.Logged)
    assert (later.topic, later.outcome) == ("neglect", "not_pursued")
    newer = replace(LOG, figures=(("as_of", "2026-07-01"),))
    given(selection, state).when(newer).then(selection.Logged)
    given(selection, state).when(replace(LOG, topic="domestic_abuse")).refused("other_topic")


@pytest.mark.need("C8")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason_codes": ()}, "no_reasons"),
        ({"criteria": ALL[:2]}, "regulation_3"),
        ({"criteria": (*ALL[:2], ("reg11_agencies", "met"))}, "regulation_3"),
        ({"criteria": tuple((one, "unclear") for one, _ in ALL)}, "none_met"),
        ({"partnerships": 2}, "too_few"),
    ],
)
def test_an_entry_of_the_log_is_refused_with_its_rule(change: Mapping[str, Any], code: str) -> None:
    given(selection, ENTRY).when(replace(LOG, **change)).refused(code)


def test_without_released_figures_an_entry_says_none() -> None:
    given(selection, ENTRY).when(replace(LOG, partnerships=None)).then(selection.Logged)
