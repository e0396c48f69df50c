"""What the kit says of a notification before it is sent is what the service will say."""

import json
from datetime import date
from typing import Any

import pytest

from chassis.web.problems import Invalid
from services.notify.notification import checks
from supplier.cspr_supplier.items import Item, Numbered
from supplier.cspr_supplier.rules import NO_REFERENCE, check
from supplier.cspr_supplier.telling import TELLS
from tests.support.notifications import a_child, a_notification

TODAY = date(2026, 4, 10)
FALSE: dict[str, dict[str, Any]] = {
    "in order": {},
    "a field is missing": {"outline": None},
    "a field is not known": {"weather": "fine"},
    "no such day": {"occurred_on": "2026-02-31"},
    "a date with a time": {"occurred_on": "2026-03-26T10:00:00"},
    "in the future": {"aware_on": "2026-04-11"},
    "told in the future": {"partners_told_on": "2026-05-01"},
    "aware before it happened": {"aware_on": "2026-03-01"},
    "told before it happened": {"partners_told_on": "2025-04-01"},
    "stated before it happened": {
        "positions": [{"partner": "police", "position": "agreed", "stated_on": "2025-04-01"}]
    },
    "a year typed wrong": {"occurred_on": "1026-03-26"},
    "no such code": {"kind_of_incident": "accident"},
    "a number for text": {"outline": 5},
    "no child": {"children": []},
    "a child that is none": {"children": ["x"]},
    "no such authority code": {"authority_code": "99"},
    "an empty text": {"outline": "  "},
    "a text too long": {"outline": "a" * 8001},
    "control characters": {"outline": "a\x00b"},
    "a partner twice": {"positions": [{"partner": "police", "position": "agreed"}] * 2},
    "a position without a partner": {"positions": [{"position": "agreed"}]},
    "an NHS number of nine digits": {"children": [a_child(nhs_number="999000123")]},
    "an NHS number with a wrong check digit": {"children": [a_child(nhs_number="9990001236")]},
    "born after it happened": {"children": [a_child(date_of_birth="2026-03-27")]},
    "born in no such month": {"children": [a_child(date_of_birth="2020-13-01")]},
    "a child with an unknown field": {"children": [a_child(shoe_size=3)]},
    "a child with a wrong sex": {"children": [a_child(), a_child(sex="boy")]},
    "another area without its role": {"other_areas": [{"authority_code": "991"}]},
}


def by_service(body: dict[str, Any]) -> dict[str, str]:
    """Pointer -> reason, as the service says it."""
    raw = checks.pydantic_core.to_json(body)
    try:
        checks.read(raw, TODAY)
    except Invalid as wrong:
        return {one["pointer"]: one["reason"] for one in wrong.errors}
    return {}


@pytest.mark.parametrize("case", FALSE)
def test_the_kit_finds_what_the_service_finds(case: str) -> None:
    body = {n: v for n, v in (a_notification() | FALSE[case]).items() if v is not None}
    found = {
        f"/{one.heading.replace('.', '/')}": one.reason
        for one in check(Item(body, Numbered(1)), TODAY)
    }
    assert found.keys() == by_service(body).keys()
    assert bool(found) == (case != "in order")


def test_half_a_character_is_told_before_it_is_sent() -> None:
    body = a_notification(outline="A baby \ud83d was found.")
    with pytest.raises(Invalid) as refused:
        checks.read(json.dumps(body).encode(), TODAY)
    [said] = refused.value.errors
    [wrong] = check(Item(body, Numbered(1)), TODAY)
    assert (wrong.heading, wrong.reason) == ("outline", said["reason"])


def test_a_reference_is_wanted_of_what_comes_in_a_file() -> None:
    for reference in (None, "", " "):
        [wrong] = check(Item(a_notification(sender_reference=reference), Numbered(3)), TODAY)
        assert (wrong.row, wrong.heading, wrong.reason) == (3, "sender_reference", NO_REFERENCE)


@pytest.mark.parametrize("number", ["943-476 5919", "943 476\u00a05919", "943\u2011476\u20135919"])
def test_an_nhs_number_is_ten_digits_however_they_are_parted(number: str) -> None:
    body = a_notification(children=[a_child(nhs_number=number)])
    assert check(Item(body, Numbered(1)), TODAY) == ()
    [child] = checks.read(json.dumps(body).encode(), TODAY).children
    assert child.nhs_number == "9434765919"


def test_a_reference_tells_an_nhs_number_that_is_parted_by_hyphens() -> None:
    child = a_child(nhs_number="943-476-5919")
    body = a_notification(sender_reference="ASH 943 476 5919", children=[child])
    [wrong] = check(Item(body, Numbered(1)), TODAY)
    assert (wrong.heading, wrong.reason) == ("sender_reference", TELLS)
