"""Who must be told of a notification, and that nobody was told before it is recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.notify.notification import domain
from services.notify.notification.commands import CorrectTold, RecordTold
from services.notify.notification.events import Shared, SharingCorrected
from services.notify.notification.send_rules import to_be_told
from services.notify.notification.state import Notification
from services.notify.policy import rules
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


def test_another_way_needs_words() -> None:
    other = replace(TOLD, how="other")
    assert given(domain, IN_SCOPE).when(other).refused("words").field == "words"
    assert domain.decide(IN_SCOPE, replace(other, worded=True)) == (Shared("dfe", LATER, "other"),)


def test_of_a_withdrawal_a_body_is_told_although_the_notification_ended() -> None:
    told = replace(TOLD, about="withdrawal")
    assert domain.decide(WITHDRAWN, told) == (Shared("dfe", LATER, "portal", "withdrawal"),)
    given(domain, WITHDRAWN).when(replace(told, ended=True)).refused("ended")


CORRECTED = CorrectTold(LATER, "dfe", (TODAY, "email"), TODAY, worded=False, before=(LATER, "api"))


@pytest.mark.parametrize("state", [IN_SCOPE, WITHDRAWN, DUPLICATE])
def test_a_mistake_is_corrected_whatever_became_of_the_notification(state: Notification) -> None:
    right = SharingCorrected("dfe", LATER, TODAY, "email")
    assert domain.decide(state, CORRECTED) == (right,)
    not_told = replace(right, told_on=None, how=None)
    assert domain.decide(state, replace(CORRECTED, told=None)) == (not_told,)
    given(domain, state).when(replace(CORRECTED, before=CORRECTED.told)).nothing_happens()
    given(domain, state).when(replace(CORRECTED, before=None)).refused("not_told")


@pytest.mark.parametrize("told_on", [date(2026, 4, 9), date(2026, 4, 14)])
def test_what_is_right_is_possible_too(told_on: date) -> None:
    wrong = replace(CORRECTED, told=(told_on, "email"))
    given(domain, IN_SCOPE).when(wrong).refused("date")
    unworded = replace(CORRECTED, told=(TODAY, "other"))
    given(domain, IN_SCOPE).when(unworded).refused("words")


def test_what_waits_is_late_from_the_day_after_it_was_due() -> None:
    due = rules.sending(TODAY).due_on
    assert due == date(2026, 4, 17)
    assert rules.late_before(due) == TODAY
    assert rules.late_before(date(2026, 4, 18)) == date(2026, 4, 13)
    assert rules.late_before(date(2026, 4, 20)) == date(2026, 4, 13)
    for day in (due + timedelta(days=n) for n in range(400)):
        first = rules.late_before(day)
        assert rules.sending(first).due_on >= day > rules.sending(first - timedelta(days=1)).due_on
