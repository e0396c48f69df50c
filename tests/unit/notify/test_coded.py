"""Characteristics come from dated lists, in which not asked, refused and not known are different answers."""

import json
import typing
from datetime import date
from typing import Any

import pytest

from chassis.web.problems import Invalid
from contracts.http_characteristics import CharacteristicsAsked, CircumstancesAsked, Several
from contracts.http_notify import AmendmentBody, ChildAmendmentBody, ChildBody, NotificationBody
from services.notify.notification.checks import read
from services.notify.notification.coded import (
    OF_A_CHILD,
    OF_AN_INCIDENT,
    characteristics_of,
    circumstances_of,
    list_of,
)
from services.notify.policy import rules
from services.notify.policy.code_lists import code_lists, edition
from tests.support.notifications import a_child, a_notification

BEFORE, AFTER, TODAY = date(2026, 3, 17), date(2026, 3, 18), date(2026, 4, 10)
OLD = {"occurred_on": "2026-03-10", "aware_on": "2026-03-12", "partners_told_on": "2026-03-13"}


@pytest.mark.need("A6", "A7")
def test_whatever_is_asked_may_be_corrected_and_nothing_must() -> None:
    for asked, corrects in (
        (CharacteristicsAsked, ChildAmendmentBody),
        (CircumstancesAsked, AmendmentBody),
    ):
        for name in asked.model_fields:
            assert corrects.model_fields[name].default is None, name


def wrong(body: Any, on: date = TODAY) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        read(json.dumps(body).encode(), on)
    return {error["pointer"]: error["reason"] for error in caught.value.errors}


@pytest.mark.need("A6")
@pytest.mark.parametrize("field", [*OF_A_CHILD, *OF_AN_INCIDENT])
def test_every_list_keeps_not_asked_refused_and_not_known_apart(field: str) -> None:
    assert {"not_known", "refused", "not_asked"} <= set(rules.codes(list_of(field)))


@pytest.mark.need("A6")
@pytest.mark.parametrize("field", OF_A_CHILD)
def test_a_code_of_a_child_that_no_list_has_is_named(field: str) -> None:
    several = field in CharacteristicsAsked.model_fields and _is_several(field)
    found = wrong(
        a_notification(children=[a_child(**{field: ["Martian"] if several else "Martian"})])
    )
    assert list(found) == [f"/children/0/{field}" + ("/0" if several else "")]
    assert next(iter(found.values())).startswith("Choose one of: ")


def _is_several(field: str) -> bool:
    hints = typing.get_type_hints(CharacteristicsAsked, include_extras=True)
    return hints[field] == Several


@pytest.mark.need("A6")
@pytest.mark.parametrize("field", OF_AN_INCIDENT)
def test_a_code_of_an_incident_that_no_list_has_is_named(field: str) -> None:
    several = field == "parallel_processes"
    found = wrong(a_notification(**{field: ["Martian"] if several else "Martian"}))
    assert list(found) == [f"/{field}" + ("/0" if several else "")]


@pytest.mark.parametrize(
    ("given", "pointer", "reason"),
    [
        (
            {"harm_types": ["not_known", "neglect"]},
            "/children/0/harm_types",
            "not_known stands alone, without another answer.",
        ),
        (
            {"known_to_agencies": ["police", "none"]},
            "/children/0/known_to_agencies",
            "none stands alone, without another answer.",
        ),
        (
            {"harm_types": ["neglect", "neglect"]},
            "/children/0/harm_types",
            "Each answer may be given once.",
        ),
        (
            {"disability": "no", "disability_types": ["vision"]},
            "/children/0/disability_types",
            "The answer to disability says no.",
        ),
    ],
)
def test_answers_that_do_not_go_together_are_named(
    given: dict[str, Any], pointer: str, reason: str
) -> None:
    assert wrong(a_notification(children=[a_child(**given)])) == {pointer: reason}


@pytest.mark.parametrize("odd", [{}, [], 1, None])
def test_what_is_no_code_at_all_is_named_too(odd: Any) -> None:
    child = a_child(disability="no", disability_types=[odd])
    assert list(wrong(a_notification(children=[child]))) == ["/children/0/disability_types/0"]


@pytest.mark.parametrize("country", ["GB", "France", "GB-ENG", "fr", "Scotland"])
def test_a_country_outside_england_has_a_code(country: str) -> None:
    body = a_notification(outside_england={"country": country, "normally_resident": True})
    [(pointer, reason)] = wrong(body).items()
    assert pointer == "/outside_england/country"
    assert "for Scotland give GB-SCT" in reason


@pytest.mark.need("A6")
def test_the_list_of_the_day_of_notifying_holds() -> None:
    """Kinship care came into the list with the guidance of March 2026."""
    child = a_child(placement="kinship_or_special_guardian", date_of_birth="2025-10-20")
    body = a_notification(**OLD, children=[child], positions=[])
    assert list(wrong(body, BEFORE)) == ["/children/0/placement"]
    assert read(json.dumps(body).encode(), AFTER).children[0].placement == child["placement"]
    old, new = (code_lists(day)["placement"] for day in (BEFORE, AFTER))
    assert (old.version, old.until, new.version, new.until) == (
        "dfe-2026",
        AFTER,
        "placement-2026",
        None,
    )
    assert (edition(BEFORE), edition(AFTER)) == (
        "code-lists-2018-06-29",
        "code-lists-2026-03-18",
    )


@pytest.mark.need("A6")
def test_what_others_may_count_holds_every_answer_and_no_identity() -> None:
    body = read(json.dumps(a_notification()).encode(), TODAY)
    told = characteristics_of(body.children[0]).model_dump()
    assert told["harm_types"] == ("physical_abuse",)
    assert told["gender_identity"] == "not_asked"
    assert set(told) == set(CharacteristicsAsked.model_fields)
    assert circumstances_of(body).model_dump() == {
        "location_kind": "home",
        "country": None,
        "media_interest": "no",
        "police_investigation": "yes",
        "criminal_status": "released_under_investigation",
        "parallel_processes": ("none",),
    }


def test_a_sender_who_says_none_of_it_was_asked_none_of_it() -> None:
    plain = {
        "sex": "male",
        "looked_after": "no",
        "protection_plan": "no",
        "outcome": "harmed",
    }
    answers = characteristics_of(ChildBody.model_validate(plain)).model_dump().values()
    assert {one[0] if isinstance(one, tuple) else one for one in answers} == {"not_asked"}
    assert NotificationBody.model_fields["location_kind"].default == "not_asked"
