"""The framework that decisions are made under, as anyone may read it."""

from datetime import date

import pytest

from services.review.policy.framework import framework
from services.review.web.framework import framework_on


@pytest.mark.need("C11")
def test_questions_criteria_reasons_and_clocks_of_a_day_are_told() -> None:
    told = framework_on(date(2026, 6, 8))
    assert (told.version, told.since) == ("framework-2026", date(2026, 3, 18))
    assert told.version == framework(told.on).version
    assert any("racism" in question for question in told.questions)
    asked = {one.code.value: [o.value for o in one.answered_by] for one in told.criteria}
    assert asked["reg11_agencies"] == ["advise_lcspr", "question_lcspr", "question_no_lcspr"]
    rests = {one.code.value: [c.value for c in one.rests_on] for one in told.reasons}
    assert rests["agencies_together"] == ["reg11_agencies"]
    clocks = {one.code: (one.working_days, one.months) for one in told.clocks}
    assert clocks["P1"] == (10, None)
    assert clocks["L1"] == (None, 6)


@pytest.mark.need("C11")
def test_an_earlier_day_has_the_framework_of_that_day() -> None:
    told = framework_on(date(2024, 1, 1))
    assert told.version == "framework-2023"
    asked = {one.code.value: [o.value for o in one.answered_by] for one in told.criteria}
    assert asked["reg11_agencies"] == ["advise_lcspr", "question_lcspr"]
