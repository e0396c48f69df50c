"""The answers of a page, in as few rows as they need."""

from datetime import date

import pytest

from services.notify.draft.form import pages
from services.notify.draft.questions import Step
from services.notify.web.form.answered import Answered, answered

TODAY = date(2026, 4, 10)
FORM = {one.name: Step(one) for one in pages(TODAY)}


def rows(shown: Answered) -> dict[str, str]:
    return {one.words: one.answer for one in shown.rows}


def test_a_partner_is_named_once() -> None:
    given = {"police.position": "agreed", "health.position": "disagreed", "health.reason": "Why."}
    shown = rows(answered(FORM["positions"], given, ()))
    assert shown["Police: is this to be notified?"] == "Agrees"
    assert shown["Integrated care board: is this to be notified?"] == "Disagrees"
    assert shown["Integrated care board: reason"] == "Why."
    assert not [words for words in shown if words.count("Police") > 1]


def test_what_is_still_needed_stands_first_and_what_says_little_together() -> None:
    given = {"occurred_on-day": "8", "occurred_on-month": "4", "occurred_on-year": "2026"}
    more = {"partners_told_on_not_known": ["yes"]}
    needed = [("dates", "aware_on")]
    shown = answered(FORM["dates"], {**given, **more}, (), "/drafts/1/dates", needed)
    assert [(one.words, one.answer) for one in shown.rows] == [
        ("Still needed", "When did your authority become aware of it"),
        ("When did it happen?", "8 April 2026"),
        ("Not known yet", "When were the safeguarding partners told"),
    ]
    assert shown.rows[0].href == "/drafts/1/dates?back=check#aware_on-day"


def test_a_page_that_was_left_as_it_was_is_a_row_for_each_kind_of_no_answer() -> None:
    shown = rows(answered(FORM["circumstances"], {}, ()))
    assert list(shown) == ["Not asked", "Not answered"]
    assert shown["Not asked"].startswith("Where did it happen; Is there a police investigation;")


def test_other_areas_are_those_that_were_named() -> None:
    assert rows(answered(FORM["areas"], {}, ())) == {"Other areas": "None"}
    given = {"area0.authority_code": "991", "area0.role": "residence"}
    shown = rows(answered(FORM["areas"], given, [("991", "Brackwater")]))
    assert shown["Other area 1: authority"] == "Brackwater"


@pytest.mark.parametrize("said", ["yes", "no"])
def test_what_can_not_apply_is_not_told_as_open(said: str) -> None:
    given = {"protection_plan": said, "disability": said, "protection_plan_category": "not_asked"}
    shown = rows(answered(FORM["known"], given, ()))
    for where, words in (
        ("Not asked", "Category of the child protection plan"),
        ("Not answered", "Which disabilities"),
    ):
        assert (words in shown[where]) is (said == "yes"), words
    odd = rows(answered(FORM["known"], {**given, "protection_plan_category": "neglect"}, ()))
    assert odd["Category of the child protection plan"] == "Neglect"
