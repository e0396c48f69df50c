"""Where a letter differs from the standard of its kind."""

from dataclasses import replace
from typing import Any

import pytest

from services.correspondence.letter.standard import Departure, between, departures
from services.correspondence.letter_types import BY_CODE, OF_DECISIONS, ON_LOCAL_REVIEWS
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.policy.lines import first_texts

BARE: dict[str, Any] = {
    **dict.fromkeys(("strengths", "decision_making", "analysis", "learning", "advice")),
    **dict.fromkeys(("criteria", "advice_items", "reason_codes", "asks", "lines_of_enquiry"), ()),
    **dict.fromkeys(("context", "library"), ()),
    "reasons": "",
}
ADVISE = BY_CODE["advise_lcspr"]


def apart(kind: LetterType, **said: Any) -> dict[str, Departure]:
    data = replace(kind.sample, **{**BARE, **said})
    return {one.section: one for one in departures(kind.render(data), data, kind)}


@pytest.mark.parametrize("kind", OF_DECISIONS, ids=lambda kind: kind.code)
def test_a_letter_of_which_nothing_is_typed_is_its_standard(kind: LetterType) -> None:
    assert apart(kind) == {}


@pytest.mark.parametrize("kind", ON_LOCAL_REVIEWS, ids=lambda kind: kind.code)
def test_a_letter_on_a_local_review_differs_from_its_standard_in_what_was_typed(
    kind: LocalLetterType,
) -> None:
    data = kind.sample
    assert between(kind.bare(data), kind.bare(data)) == ()
    typed = [one.section for one in between(kind.render(data), kind.bare(data))]
    assert typed == ["Strengths", "Why", "What we ask and by when", "Our advice"]


@pytest.mark.need("D2", "D11")
def test_what_is_said_in_place_of_the_standard_stands_beside_it() -> None:
    found = apart(ADVISE, strengths="The chronology is clear.", advice="Look again.")
    assert found == {
        "Strengths": Departure(
            "Strengths", (first_texts()["thanks"],), ("The chronology is clear.",)
        ),
        "Our advice": Departure("Our advice", (), ("Look again.",)),
    }


def test_a_heading_with_a_comma_is_no_word_of_its_section() -> None:
    found = apart(ADVISE, analysis="Identity and culture are described well.")
    [feedback] = found.values()
    assert feedback.letter == ("On your analysis: Identity and culture are described well.",)
    assert feedback.standard == ("On your analysis: the Panel has nothing to add.",)


def test_a_row_of_a_table_is_one_line_and_a_moved_number_is_no_difference() -> None:
    found = apart(ADVISE, asks=a_sample().asks, criteria=a_sample().criteria[:1])
    assert found["Why"].letter[0].startswith("Regulation 11: improvements to safeguarding: Met, ")
    assert set(found) == {"Why", "What we ask and by when"}
