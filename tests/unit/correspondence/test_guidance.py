"""Published guidance by its days, and worked examples that are curated and rest on something."""

from datetime import date

import pytest

from services.correspondence.letter_types import LETTER_TYPES
from services.correspondence.letter_types.data import AdvisedBefore
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.policy import guidance
from services.correspondence.render.content import words

ON = date(2026, 6, 8)


@pytest.mark.need("B2", "C12")
def test_the_guidance_of_a_day_is_the_version_in_force() -> None:
    versions = {
        day: [one.version for one in guidance.in_force(day) if one.document == "WT"]
        for day in (date(2026, 3, 17), date(2026, 3, 18))
    }
    assert versions == {date(2026, 3, 17): ["2023"], date(2026, 3, 18): ["2026"]}


@pytest.mark.need("C12")
def test_every_example_has_a_curator_a_day_and_something_that_it_rests_on() -> None:
    found = guidance.examples(ON)
    assert {one.topic for one in found} == {"threshold", "process", "format"}
    assert all(one.rests_on and one.curated_by and one.reviewed_on for one in found)
    assert len({one.id for one in found}) == len(found)
    assert {one.id for one in guidance.examples(ON, "format")} == {"E5"}


def test_a_reference_is_named_in_words_and_an_unknown_one_by_its_codes() -> None:
    [one] = [p for p in guidance.paragraphs(ON) if p.key == "Panel/2025-06/rapid-review-format"]
    assert "no format is prescribed" in one.words
    named = guidance.named("Panel", "2025-06", "rapid-review-format")
    assert named.startswith("The Panel's guidance for safeguarding partners June 2025, What")
    regulations = guidance.named("SI-2018-789", "2018", "regulation-11")
    assert "Regulations 2018, Regulation 11" in regulations
    assert guidance.named("Other", "7", None) == "Other 7"


@pytest.mark.need("B2")
def test_a_letter_quotes_the_advice_that_was_given_with_its_version() -> None:
    [kind] = [one for one in LETTER_TYPES if one.code == "agree_no_lcspr"]
    rests_on = (guidance.named("Panel", "2025-06", "rapid-review-process"),)
    told = AdvisedBefore(date(2026, 6, 5), "How to conduct the rapid review", rests_on)
    said = words(kind.render(a_sample(advised_before=(told, AdvisedBefore(ON, "Process", ())))))
    line = (
        "Advice of Friday 5 June 2026 (how to conduct the rapid review) rests on: The Panel's"
        " guidance for safeguarding partners June 2025, How to conduct a rapid review."
    )
    assert [one for one in said if one.startswith("Advice of")] == [line]
