"""The Panel's checklist and markers, and what is sent back: for the version that is here, before it is taken up."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contracts.codes import Theme
from contracts.vocabulary import VOCABULARIES, vocabulary_on
from services.review.reading import domain
from tests.support.spec import given

BLANK = domain.Reading(UUID(int=1))
HERE = domain.Review("CSPR-2026-00088-X", "submitted", 2, taken_up=False)
ON = date(2026, 5, 7)
ASKED = tuple(vocabulary_on(ON).checklist)
ASSESS = domain.Assess(
    of=HERE,
    on=ON,
    version=2,
    asked=ASKED,
    answers=tuple((theme, "considered", False) for theme in ASKED),
    markers=(("why", "weak"), ("facts", "strong")),
    said=None,
)
SEND_BACK = domain.SendBack(HERE, ON, 2, ("facts",), None)


@pytest.mark.need("B9")
def test_the_checklist_asks_about_identity_the_whole_family_and_babies() -> None:
    assert set(ASKED) == {
        Theme.RACE_ETHNICITY_CULTURE,
        Theme.WHOLE_FAMILY,
        Theme.VULNERABLE_BABIES,
    }
    for one in VOCABULARIES:
        assert set(one.checklist) <= set(one.terms)
    assert vocabulary_on(date(2018, 1, 1)) == VOCABULARIES[0]


@pytest.mark.need("B8", "B9")
def test_a_version_is_read_and_read_again() -> None:
    state = given(domain, BLANK).when(ASSESS).then(domain.Assessed)
    assert (state.assessed, state.markers) == (2, ASSESS.markers)
    given(domain, state).when(ASSESS).then(domain.Assessed)
    taken_up = replace(ASSESS, of=replace(HERE, taken_up=True))
    given(domain, BLANK).when(taken_up).then(domain.Assessed)


@pytest.mark.need("B9")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"answers": ASSESS.answers[1:]}, "unanswered"),
        ({"answers": (*ASSESS.answers, ASSESS.answers[0])}, "twice"),
        (
            {"answers": (*ASSESS.answers[1:], (ASKED[0], "not_relevant", False))},
            "no_reason",
        ),
        ({"markers": (*ASSESS.markers, ("why", "strong"))}, "twice"),
        ({"version": 1}, "stale"),
        ({"of": replace(HERE, status="open")}, "not_here"),
    ],
)
def test_an_answer_that_is_missing_doubled_or_without_its_reason_is_refused(
    change: dict[str, object], code: str
) -> None:
    given(domain, BLANK).when(replace(ASSESS, **change)).refused(code)


def test_not_relevant_is_said_with_the_reason() -> None:
    answers = (*ASSESS.answers[1:], (ASKED[0], "not_relevant", True))
    given(domain, BLANK).when(replace(ASSESS, answers=answers)).then(domain.Assessed)


@pytest.mark.need("B1")
def test_a_version_is_sent_back_once_and_not_once_the_panel_has_taken_it_up() -> None:
    state = given(domain, BLANK).when(SEND_BACK).then(domain.SentBack)
    given(domain, state).when(SEND_BACK).nothing_happens()
    taken_up = replace(SEND_BACK, of=replace(HERE, taken_up=True))
    given(domain, BLANK).when(taken_up).refused("taken_up")
    given(domain, BLANK).when(replace(SEND_BACK, missing=())).refused("nothing")
    given(domain, BLANK).when(replace(SEND_BACK, version=1)).refused("stale")


@pytest.mark.need("B1")
def test_a_version_that_was_sent_back_may_be_sent_back_again_in_the_next_round() -> None:
    state = given(domain, BLANK).when(SEND_BACK).then(domain.SentBack)
    assert domain.SendBack not in domain.available(state, HERE)
    next_round = replace(HERE, round=2)
    assert domain.SendBack in domain.available(state, next_round)
    given(domain, state).when(replace(SEND_BACK, of=next_round)).then(domain.SentBack)
