"""Every wrong field of a notification is named at once, in plain words."""

import json
from datetime import date
from typing import Any

import pytest

from chassis.web.problems import Invalid
from contracts.http_notify import AmendmentBody
from contracts.notify import AgeBand
from services.notify.notification.checks import read
from services.notify.notification.children import age_band, may_be_a_child
from services.notify.notification.standing import pointed_in
from tests.support.notifications import CANARY, NHS_NUMBER, a_child, a_notification

TODAY = date(2026, 4, 10)


def wrong(body: Any) -> dict[str, str]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(Invalid) as caught:
        read(raw, TODAY)
    return {error["pointer"]: error["reason"] for error in caught.value.errors}


@pytest.mark.need("A1")
def test_every_wrong_field_is_named_at_once() -> None:
    body = a_notification(
        authority_code="Ashmere",
        aware_on="2026-05-01",
        kind_of_incident="serious_ham",
        lateness_reason="busy",
        children=[a_child(nhs_number="9990001234", ethnicity="Martian"), a_child(sex="M")],
        colour="blue",
    )
    del body["outline"]
    found = wrong(body)
    assert set(found) == {
        "/authority_code",
        "/aware_on",
        "/kind_of_incident",
        "/lateness_reason",
        "/children/0/nhs_number",
        "/children/0/ethnicity",
        "/children/1/sex",
        "/colour",
        "/outline",
    }
    assert (
        found["/aware_on"]
        == "The day on which the authority became aware is in the future; today is 10 April 2026."
    )
    assert found["/outline"] == "This field is missing."
    assert "serious_harm" in found["/kind_of_incident"]
    told = json.dumps(found)
    assert CANARY not in told
    assert "9990001234" not in told


def test_a_day_is_read_as_it_is_spoken() -> None:
    raw = json.dumps(a_notification(aware_on="2026-04-09")).encode()
    with pytest.raises(Invalid) as caught:
        read(raw, date(2026, 4, 3))
    reasons = {one["pointer"]: one["reason"] for one in caught.value.errors}
    assert (
        reasons["/aware_on"]
        == "The day on which the authority became aware is in the future; today is 3 April 2026."
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff", b'{"children": {}}', b'{"children": [1]}'],
)
def test_anything_that_is_no_notification_is_refused(body: bytes) -> None:
    assert wrong(body)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"children": []}, "/children"),
        ({"children": [a_child()] * 21}, "/children"),
        ({"children": [a_child()] * 51}, "/children"),
        ({"occurred_on": "1889-01-01", "children": [a_child(date_of_birth=None)]}, "/occurred_on"),
        ({"aware_on": "2026-03-25"}, "/aware_on"),
        ({"aware_on": "27/03/2026"}, "/aware_on"),
        ({"partners_told_on": "2026-04-11"}, "/partners_told_on"),
        ({"partners_told_on": "2025-04-10"}, "/partners_told_on"),
        (
            {"positions": [{"partner": "police", "position": "agreed", "stated_on": "2025-04-10"}]},
            "/positions/0/stated_on",
        ),
        ({"children": [a_child(date_of_birth="2026-03-27")]}, "/children/0/date_of_birth"),
        ({"other_areas": [{"role": "friend", "authority_code": "991"}]}, "/other_areas/0/role"),
    ],
)
def test_one_wrong_field(changed: dict[str, Any], pointer: str) -> None:
    assert list(wrong(a_notification(**changed))) == [pointer]


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        (NHS_NUMBER, True),
        ("999 000 1235", True),
        ("9990001236", False),
        ("999000123", False),
        ("999000123X", False),
        ("\u0669" * 3 + "0001235", False),
    ],
)
def test_an_nhs_number_has_a_check_digit(number: str, holds: bool) -> None:
    body = a_notification(children=[a_child(nhs_number=number)])
    if holds:
        child = read(json.dumps(body).encode(), TODAY).children[0]
        assert child.nhs_number == NHS_NUMBER
    else:
        assert list(wrong(body)) == ["/children/0/nhs_number"]


@pytest.mark.parametrize(
    ("born", "wrong_field"),
    [("2001-03-26", True), ("2001-03-27", False)],
    ids=["25 on the day", "25 the day after"],
)
def test_nobody_is_older_than_a_care_leaver(born: str, wrong_field: bool) -> None:
    body = a_notification(children=[a_child(date_of_birth=born)])
    if wrong_field:
        assert wrong(body)["/children/0/date_of_birth"].startswith("By this date the person was 25")
    else:
        assert read(json.dumps(body).encode(), TODAY)


@pytest.mark.parametrize(
    ("born", "maybe"), [("2008-03-26", False), ("2008-03-27", True), (None, True)]
)
def test_an_age_that_is_not_known_may_be_a_childs(born: str | None, maybe: bool) -> None:
    body = a_notification(children=[a_child(date_of_birth=born)])
    [child] = read(json.dumps(body).encode(), TODAY).children
    assert may_be_a_child(child, date(2026, 3, 26)) is maybe


def test_each_partner_has_one_position() -> None:
    twice = [{"partner": "police", "position": "agreed"}] * 2
    assert "Each partner may have one position." in wrong(a_notification(positions=twice)).values()


@pytest.mark.parametrize(
    ("born", "expected", "band"),
    [
        (date(2025, 10, 20), None, AgeBand.UNDER_1),
        (date(2025, 3, 26), None, AgeBand.FROM_1_TO_5),
        (date(2025, 3, 27), None, AgeBand.UNDER_1),
        (date(2008, 3, 26), None, AgeBand.FROM_18_TO_24),
        (date(2008, 3, 27), None, AgeBand.FROM_16_TO_17),
        (None, date(2026, 6, 1), AgeBand.UNBORN),
        (None, None, AgeBand.NOT_KNOWN),
    ],
)
def test_the_age_on_the_day_of_the_incident(
    born: date | None, expected: date | None, band: AgeBand
) -> None:
    assert age_band(born, expected, date(2026, 3, 26)) is band


def test_what_a_moved_day_makes_wrong_is_told_at_that_day() -> None:
    moved = pointed_in(AmendmentBody(reason="x", occurred_on=date(2026, 4, 2)))
    for pointer in ("/partners_told_on", "/positions/0/stated_on"):
        assert moved(pointer) == "/occurred_on"
    told = pointed_in(AmendmentBody(reason="x", partners_told_on=date(2026, 3, 1)))
    assert told("/partners_told_on") == "/partners_told_on"
