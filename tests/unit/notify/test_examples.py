"""What is said of the threshold before notifying is what the pages of guidance say."""

from datetime import date

import pytest

from services.correspondence.policy import guidance
from services.notify.policy import examples

ON = date(2026, 6, 8)


@pytest.mark.need("C12")
@pytest.mark.parametrize("on", [date(2024, 1, 1), ON])
def test_both_lists_say_the_same(on: date) -> None:
    told = {(one.title, one.version, one.address) for one in guidance.in_force(on)}
    assert {(one.title, one.version, one.address) for one in examples.guidance(on)} == told
    given = [
        (one.title, one.situation, one.answer, list(one.rests_on), one.reviewed_on)
        for one in guidance.examples(on, "threshold")
    ]
    assert [
        (one.title, one.situation, one.answer, list(one.rests_on), one.reviewed_on)
        for one in examples.examples(on)
    ] == given


@pytest.mark.need("C12")
def test_every_example_rests_on_something() -> None:
    assert all(one.rests_on and one.curated_by for one in examples.examples(ON))
