"""Who must be told of a notification, and that nobody was told before it is recorded."""

from dataclasses import replace
from datetime import date

import pytest

from services.notify.notification import domain
from services.notify.notification.commands import RecordTold
from services.notify.notification.events import Shared
from services.notify.notification.send_rules import to_be_told
from tests.support.spec import given
from tests.unit.notify.test_later_moves import DUPLICATE
from tests.unit.notify.test_notification import IN_SCOPE, LATER, TODAY, WITHDRAWN

TOLD = RecordTold(LATER, "dfe", LATER, "portal", since=TODAY)


@pytest.mark.need("A3")
def test_each_body_must_be_told_once_and_who_has_the_notification_need_not() -> None:
    assert to_be_told("990", ["991", "805", "991", "990"]) == (
        "dfe",
        "ofsted",
        "authority:991",
        "authority:805",
    )


def test_it_is_told_on_the_day_that_is_recorded() -> None:
    assert domain.decide(IN_SCOPE, TOLD) == (Shared("dfe", LATER, "portal"),)


def test_what_is_recorded_is_recorded_once_and_not_otherwise() -> None:
    same = replace(TOLD, before=(LATER, "portal"))
    for state in (IN_SCOPE, WITHDRAWN):
        given(domain, state).when(same).nothing_happens()
    for before in ((TODAY, "portal"), (LATER, "email")):
        given(domain, IN_SCOPE).when(replace(TOLD, before=before)).refused("told_already")


def test_what_ended_is_not_told_any_more() -> None:
    given(domain, WITHDRAWN).when(TOLD).refused("withdrawn")
    given(domain, DUPLICATE).when(TOLD).refused("duplicate")
    given(domain, IN_SCOPE).when(replace(TOLD, ended=True)).refused("ended")


@pytest.mark.parametrize("told_on", [date(2026, 4, 9), date(2026, 4, 14)])
def test_nobody_was_told_before_it_was_known_or_will_be(told_on: date) -> None:
    refused = given(domain, IN_SCOPE).when(replace(TOLD, told_on=told_on)).refused("date")
    assert refused.field == "told_on"
