"""Law and guidance by the day: before and after 18 March 2026, and before December 2023."""

import json
from datetime import date
from typing import Any

import pytest

from chassis.dated import tables
from chassis.errors import Refused
from contracts.http_notify import NotificationBody
from contracts.notify import AbuseNeglect, IncidentKind
from services.notify.notification.scope import scope
from services.notify.policy import rules
from tests.support.notifications import a_child, a_notification

TODAY = date(2026, 4, 10)


def of(**changed: Any) -> NotificationBody:
    return NotificationBody.model_validate_json(json.dumps(a_notification(**changed)))


@pytest.mark.parametrize(
    ("on", "version", "guidance", "unborn"),
    [
        (date(2023, 12, 14), "framework-2018", "2018, chapter 4", False),
        (date(2023, 12, 15), "framework-2023", "2023, chapter 5", False),
        (date(2026, 3, 17), "framework-2023", "2023, chapter 5", False),
        (date(2026, 3, 18), "framework-2026", "2026, chapter 5", True),
    ],
)
def test_the_framework_of_a_day(on: date, version: str, guidance: str, unborn: bool) -> None:
    found = rules.framework(on)
    assert found.version == version
    assert guidance in found.guidance
    assert ("unborn" in found.child) is unborn


@pytest.mark.need("A4")
def test_the_death_of_a_care_leaver_is_notified_since_the_guidance_of_2023() -> None:
    kind, neither = IncidentKind.CARE_LEAVER_DEATH, AbuseNeglect.NEITHER
    assert rules.route(kind, neither, on=date(2023, 12, 14))[0] == "not_notifiable"
    assert rules.route(kind, neither, on=date(2023, 12, 15))[0] == "notify_only"
    assert rules.route(kind, neither)[0] == "notify_only"


@pytest.mark.need("A4")
@pytest.mark.parametrize("on", [date(2026, 3, 17), date(2026, 3, 18)])
def test_the_duty_itself_is_the_same_on_both_sides_of_new_guidance(on: date) -> None:
    for kind in (IncidentKind.DEATH, IncidentKind.SERIOUS_HARM):
        where, basis = rules.route(kind, AbuseNeglect.SUSPECTED, on=on)
        assert where == "in_scope"
        assert basis.startswith("Children Act 2004 s16C(1)")


@pytest.mark.need("A3")
def test_harm_abroad_is_notified_where_the_child_normally_lives() -> None:
    abroad = {"country": "FR", "normally_resident": True}
    where, basis = scope(of(outside_england=abroad), TODAY)
    assert where == "in_scope"
    assert basis.startswith("Children Act 2004 s16C(1)(b), outside England: ")


@pytest.mark.need("A3")
def test_harm_abroad_to_a_child_of_another_area_is_that_areas_to_notify() -> None:
    with pytest.raises(Refused) as caught:
        scope(of(outside_england={"country": "GB-SCT", "normally_resident": False}), TODAY)
    assert caught.value.field == "/outside_england/normally_resident"
    assert caught.value.source == "Children Act 2004 s16C(1)(b)"


@pytest.mark.need("A3")
def test_the_death_abroad_of_a_looked_after_child_is_told_whoever_placed_it() -> None:
    body = of(
        kind_of_incident="looked_after_death",
        abuse_neglect="not_known_or_suspected",
        outside_england={"country": "ES", "normally_resident": False},
        children=[a_child(looked_after="yes")],
    )
    assert scope(body, TODAY)[0] == "notify_only"


def test_nothing_in_force_is_without_a_version_and_a_day() -> None:
    for name, rows in tables("services.notify.policy", "framework.toml").items():
        days = [row["from"] for row in rows if name != "clock"]
        assert days == sorted(days), name
        assert all(row["version"] for row in rows), name
