"""How whole a notification is, by the weights of its day."""

import json
from datetime import date
from typing import Any

import pytest

from contracts.http_notify import NotificationBody
from services.notify.notification.checks import completeness
from services.notify.policy.completeness import weights
from tests.support.notifications import a_child, a_notification

TODAY = date(2026, 4, 10)
A6 = (
    *("disability_types", "special_needs", "education", "legal_status", "child_in_need"),
    *("protection_plan_category", "known_to_agencies", "harm_types", "likely_causes"),
    "perpetrator_relationship",
)


def of(**changed: Any) -> NotificationBody:
    return NotificationBody.model_validate_json(json.dumps(a_notification(**changed)))


@pytest.mark.need("A6")
def test_completeness_says_what_is_missing() -> None:
    assert completeness(of(), TODAY) == (100, ())
    child = a_child(ethnicity="refused", disability="not_known", placement="not_known")
    percent, missing = completeness(of(children=[child], lateness_reason=None, positions=[]), TODAY)
    assert missing == (
        "the partners' positions",
        "the reason for the lateness",
        "child 1: disability",
        "child 1: placement",
    )
    assert percent == 69


@pytest.mark.need("A6")
@pytest.mark.parametrize("name", A6)
def test_each_characteristic_that_was_not_asked_is_missing_and_a_refusal_is_not(name: str) -> None:
    several = isinstance(a_child()[name], list)
    found = {}
    for answer in ("not_asked", "not_known", "refused"):
        child = a_child(**{name: [answer] if several else answer})
        child |= {"disability": "yes", "protection_plan": "yes"}
        found[answer] = completeness(of(children=[child]), TODAY)[1]
    assert found["not_asked"] == found["not_known"]
    assert len(found["not_asked"]) == 1
    assert not found["refused"]


@pytest.mark.need("A6")
@pytest.mark.parametrize(
    "changed",
    [
        {"family_name": None, "not_named_yet": True},
        {
            "family_name": None,
            "date_of_birth": None,
            "expected_date_of_birth": "2026-06-01",
            "nhs_number": None,
            "disability": "not_known",
            "education": "not_asked",
        },
        {"disability": "no", "disability_types": ["not_asked"]},
        {"protection_plan": "no", "protection_plan_category": "not_asked"},
    ],
    ids=["no name yet", "unborn", "no disability", "no plan"],
)
def test_what_can_not_be_known_yet_or_can_not_be_is_not_missing(changed: dict[str, Any]) -> None:
    assert completeness(of(children=[a_child(**changed)]), TODAY) == (100, ())


@pytest.mark.need("A6")
def test_the_weights_are_those_of_the_day_of_notifying() -> None:
    """Nobody is marked down for what was not asked when he notified."""
    plain = {name: a_child()[name] for name in a_child() if name not in A6}
    body = of(children=[plain], location_kind="not_asked", media_interest="not_asked")
    assert weights(date(2026, 3, 17)).version == "completeness-1"
    assert weights(date(2026, 3, 18)).version == "completeness-2"
    assert completeness(body, date(2026, 3, 17))[0] == 100
    percent, missing = completeness(body, date(2026, 4, 10))
    assert percent == 80
    assert "child 1: kinds of harm" in missing
    assert "where it happened" in missing


def test_what_is_wanted_is_a_field() -> None:
    for day in (date(2020, 1, 1), TODAY):
        found = weights(day)
        assert set(found.notification) <= set(NotificationBody.model_fields)
        child = NotificationBody.model_fields["children"].annotation
        assert child, "a notification has children"
        assert set(found.child) <= set(a_child()) | {"expected_date_of_birth"}
