"""Answers that do not seem to go together: they are told of, and stop nothing."""

import json
from datetime import date
from typing import Any

import pytest

from contracts.envelope import WORDS_CHARS_MAX
from services.notify.notification import checks
from services.notify.notification.coded import list_of
from services.notify.notification.look_again import OF_A_CHILD, OF_AN_INCIDENT, look_again
from services.notify.policy import rules
from tests.support.notifications import a_child, a_notification

TODAY = date(2026, 4, 10)


def looked(body: dict[str, Any], on: date = TODAY) -> dict[str, str]:
    return {one.pointer: one.words for one in look_again(body, on)}


def an_area(code: str, role: str = "residence") -> dict[str, str]:
    return {"authority_code": code, "role": role}


def test_of_a_whole_notification_nothing_is_doubted() -> None:
    assert looked(a_notification()) == {}


@pytest.mark.parametrize(
    ("child", "at", "words"),
    [
        ({"disability": "yes", "disability_types": ["none"]}, "disability_types", "disabled"),
        (
            {"protection_plan": "yes", "protection_plan_category": "none"},
            "protection_plan_category",
            "“No plan”",
        ),
        (
            {"protection_plan": "no", "protection_plan_category": "multiple"},
            "protection_plan_category",
            "no child protection plan",
        ),
        ({"not_named_yet": True}, "family_name", "not named yet"),
        ({"not_named_yet": True, "family_name": None}, "given_names", "not named yet"),
        ({"looked_after": "yes", "legal_status": "none"}, "legal_status", "“No order"),
        ({"looked_after": "no", "legal_status": "care_order"}, "legal_status", "section 22"),
        (
            {"child_in_need": "yes", "known_to_agencies": ["none"]},
            "known_to_agencies",
            "no agency knew",
        ),
        ({"likely_causes": ["overt_filicide"]}, "likely_causes", "one of a death"),
        ({"perpetrator_relationship": "nobody"}, "likely_causes", "nobody is thought"),
    ],
)
def test_two_answers_about_a_child_that_do_not_go_together_are_told_and_taken(
    child: dict[str, Any], at: str, words: str
) -> None:
    body = a_notification(children=[a_child(), a_child(nhs_number=None, **child)])
    [(pointer, told)] = looked(body).items()
    assert pointer == f"/children/1/{at}"
    assert told.startswith("Child 2: ")
    assert words in told
    assert checks.read(json.dumps(body).encode(), TODAY), "it is taken all the same"


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"police_investigation": "no"}, "/criminal_status"),
        ({"parallel_processes": ["inquest"]}, "/parallel_processes"),
        ({"kind_of_incident": "child_death"}, "/kind_of_incident"),
        ({"children": [a_child(outcome="died")]}, "/kind_of_incident"),
        (
            {"kind_of_incident": "looked_after_death", "children": [a_child(outcome="died")]},
            "/kind_of_incident",
        ),
        ({"aware_on": "2026-04-09"}, "/lateness_reason"),
        (
            {"other_areas": [an_area("991"), an_area("990", "placing")]},
            "/other_areas/1/authority_code",
        ),
        ({"other_areas": [an_area("991"), an_area("991")]}, "/other_areas/1/authority_code"),
    ],
)
def test_answers_about_the_incident_that_do_not_go_together_are_told(
    changed: dict[str, Any], at: str
) -> None:
    assert list(looked(a_notification(**changed))) == [at]


def test_a_death_of_one_child_is_told_in_plain_words() -> None:
    one = [a_child(outcome="died"), a_child()]
    told = looked(a_notification(children=one))["/kind_of_incident"]
    assert told == "This is about serious harm, and one child is said to have died."


def test_what_is_not_said_yet_is_not_doubted() -> None:
    assert looked({"children": [{}], "kind_of_incident": "child_death"}) == {}
    assert looked({"children": [a_child(outcome="other")], "kind_of_incident": "child_death"}) == {}
    roles = [an_area("991"), an_area("991", "placing"), {"role": "residence"}, {}, {}]
    assert looked({"authority_code": "", "other_areas": roles}) == {}
    assert looked({"children": [{"not_named_yet": True}, a_child(not_named_yet=False)]}) == {}
    assert looked({"lateness_reason": "other", "aware_on": "2026-04-31"}) == {}


def test_every_code_that_is_compared_is_in_a_list_and_every_doubt_may_travel() -> None:
    of_the_contract = {"disability", "protection_plan", "looked_after", "outcome"}
    for pair in (*OF_A_CHILD, *OF_AN_INCIDENT):
        for field, codes in ((pair.field, pair.said), (pair.other, pair.against)):
            if field not in of_the_contract:
                assert codes <= set(rules.codes(list_of(field))), field
        assert len(pair.words) < WORDS_CHARS_MAX - 40
