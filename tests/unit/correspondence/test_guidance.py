"""Published guidance by its days, and worked examples that are curated and rest on something."""

from datetime import date

import pytest

from services.correspondence.policy import guidance

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
    assert named.startswith("The Panel's guidance for safeguarding partners 2025-06, What")
    assert guidance.named("Other", "7", None) == "Other 7"
