"""The rules of a day over HTTPS, and notifications of every kind the rules know, on both sides of new guidance."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.notify.conftest import Notify
from tests.support.notifications import CANARY, a_child, a_notification, to_be_told

EVE, DAY = (datetime(2026, 3, day, 12, tzinfo=UTC) for day in (17, 18))
IN_TIME = {
    "occurred_on": "2026-03-12",
    "aware_on": "2026-03-13",
    "partners_told_on": "2026-03-13",
    "positions": [],
    "lateness_reason": None,
    "lateness_explanation": None,
}


async def get(notify: Notify, path: str, who: str = "ashmere-case-system") -> dict[str, Any]:
    answer = await notify.call("GET", path, who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_framework_of_a_day_is_told(notify: Notify) -> None:
    today = await get(notify, "/framework")
    assert (today["on"], today["version"], today["children_max"]) == (
        "2026-04-10",
        "framework-2026",
        20,
    )
    assert {one["code"]: one["working_days"] for one in today["clocks"]} == {
        "N1": 5,
        "N2": 5,
        "RR1": 15,
    }
    eve = await get(notify, "/framework?on=2026-03-17")
    assert eve["version"] == "framework-2023"
    assert eve["completeness_version"] == "completeness-1"
    first = await get(notify, "/framework?on=2020-01-01")
    assert first["notify_only"] == ["looked_after_death"]
    wrong = await notify.call("GET", "/framework?on=soon")
    assert wrong.status_code == 422


@pytest.mark.need("A6")
async def test_the_code_lists_of_a_day_say_which_field_they_are_for(notify: Notify) -> None:
    found = await get(notify, "/code-lists?on=2026-03-17")
    assert found["version"] == "code-lists-2018-06-29"
    lists = {one["name"]: one for one in found["lists"]}
    assert lists["placement"]["until"] == "2026-03-18"
    assert lists["yes_no"]["fields"] == [
        "/children/*/child_in_need",
        "/children/*/protection_plan_before",
        "/media_interest",
        "/police_investigation",
    ]
    codes = {one["code"]: one["words"] for one in lists["ethnicity"]["codes"]}
    assert codes["WBRI"] == "White British"
    assert {"not_asked", "refused", "not_known"} <= set(codes)


@pytest.mark.need("A1")
async def test_a_notification_keeps_the_rules_it_was_made_under(notify: Notify) -> None:
    notify.at(EVE)
    old = await notify.sent(**IN_TIME)
    notify.at(DAY)
    new = await notify.sent(**IN_TIME)
    kept = [(one["framework_version"], one["code_lists_version"]) for one in (old, new)]
    assert kept == [
        ("framework-2023", "code-lists-2018-06-29"),
        ("framework-2026", "code-lists-2026-03-18"),
    ]
    changed = await notify.call(
        "POST",
        f"/notifications/{old['reference']}/amendments",
        json={"aware_on": "2026-03-12", "reason": "The ward had called the day before."},
    )
    assert changed.json()["framework_version"] == "framework-2023"
    told = [one["framework_version"] for one in await notify.facts("notification-submitted")]
    assert told == ["framework-2023", "framework-2026"]


@pytest.mark.need("A6")
async def test_characteristics_travel_as_codes(notify: Notify) -> None:
    await notify.sent(children=[a_child(harm_types=["neglect", "physical_abuse"])])
    [fact] = await notify.facts("notification-submitted")
    [child] = fact["children"]
    assert child["characteristics"]["harm_types"] == ["neglect", "physical_abuse"]
    assert child["characteristics"]["gender_identity"] == "not_asked"
    assert fact["circumstances"]["location_kind"] == "home"
    assert CANARY not in str(fact)


@pytest.mark.need("A3")
async def test_a_child_placed_out_of_area(notify: Notify) -> None:
    """The area of the incident notifies; the areas of placing and of residence are to be told."""
    receipt = await notify.sent(
        other_areas=[
            {"role": "placing", "authority_code": "991"},
            {"role": "residence", "authority_code": "805"},
        ],
        children=[a_child(looked_after="yes", placement="foster", legal_status="care_order")],
        location_kind="placement",
    )
    [fact] = await notify.facts("notification-submitted")
    assert fact["area"]["authority_code"] == "990"
    assert {o["role"]: o["area"]["authority_code"] for o in fact["other_areas"]} == {
        "placing": "991",
        "residence": "805",
    }
    assert to_be_told(receipt) == ["dfe", "ofsted", "authority:991", "authority:805"]


@pytest.mark.need("A3")
async def test_an_incident_here_to_a_child_looked_after_by_another_area(notify: Notify) -> None:
    """The death is this area's to notify and to review; the placing area is to be told."""
    receipt = await notify.sent(
        kind_of_incident="looked_after_death",
        other_areas=[{"role": "placing", "authority_code": "991"}],
        children=[a_child(looked_after="yes", outcome="died")],
    )
    [scoped] = await notify.facts("incident-scoped-in")
    assert scoped["area"]["partnership"] == "ashmere"
    assert "authority:991" in to_be_told(receipt)


@pytest.mark.need("A1")
async def test_an_unborn_child(notify: Notify) -> None:
    unborn = a_child(
        family_name=None,
        given_names=None,
        date_of_birth=None,
        nhs_number=None,
        expected_date_of_birth="2026-06-01",
        sex="not_known",
    )
    receipt = await notify.sent(children=[unborn])
    assert receipt["missing"] == []
    [fact] = await notify.facts("notification-submitted")
    assert fact["children"][0]["age_band"] == "unborn"


@pytest.mark.need("A1")
async def test_a_child_without_a_name_yet(notify: Notify) -> None:
    born = {"date_of_birth": "2026-03-25", "family_name": None, "given_names": None}
    open_ = await notify.sent(children=[a_child(**born)])
    assert open_["missing"] == ["child 1: family name"]
    told = await notify.sent(children=[a_child(**born, not_named_yet=True)])
    assert told["missing"] == []


@pytest.mark.need("A1")
async def test_more_than_four_children(notify: Notify) -> None:
    many = [a_child(nhs_number=None, given_names=f"Child {n}") for n in range(7)]
    receipt = await notify.sent(children=many, further_children="Two more live abroad.")
    [fact] = await notify.facts("notification-submitted")
    assert len(fact["children"]) == 7
    people = "select count(*) from person where incident_id = $1"
    assert await notify.service.db.pool.fetchval(people, receipt["incident_id"]) == 7
    answer = await notify.send(a_notification(children=[a_child()] * 21))
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error == {
        "pointer": "/children",
        "reason": "Give at most 20 children, and the others in further_children.",
    }


@pytest.mark.need("A3")
async def test_harm_abroad(notify: Notify) -> None:
    await notify.sent(outside_england={"country": "FR", "normally_resident": True})
    [scoped] = await notify.facts("incident-scoped-in")
    assert scoped["basis"].startswith("Children Act 2004 s16C(1)(b), outside England")
    [fact] = await notify.facts("notification-submitted")
    assert fact["circumstances"]["country"] == "FR"
    other = a_notification(outside_england={"country": "FR", "normally_resident": False})
    refused = await notify.send(other)
    assert refused.status_code == 409
    assert refused.json()["code"] == "not_notifiable"
