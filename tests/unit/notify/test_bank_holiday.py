"""Proclaiming a bank holiday: what follows, what is refused, what is quiet."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chassis.errors import Refused
from services.notify.bank_holiday.domain import Proclaim, Proclaimed, decide

ON = date(2026, 4, 20)
GIVEN = Proclaim(date(2026, 4, 24), True, "A day of thanks", ON, ON, is_working=True)


def test_a_working_day_becomes_a_holiday() -> None:
    assert decide(GIVEN) == (Proclaimed(GIVEN.day, True, GIVEN.title, ON),)


@pytest.mark.parametrize(("holiday", "is_working"), [(True, False), (False, True)])
def test_what_the_calendar_says_already_is_not_said_again(
    *, holiday: bool, is_working: bool
) -> None:
    assert decide(replace(GIVEN, holiday=holiday, is_working=is_working)) == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"day": date(2026, 4, 25)}, "weekend"),
        ({"day": date(2026, 4, 20)}, "past"),
        ({"day": date(2026, 4, 17), "on": date(2026, 4, 10)}, "past"),
        ({"on": date(2026, 4, 21)}, "in_the_future"),
        ({"title": ""}, "title"),
        ({"title": "x" * 101}, "title"),
    ],
)
def test_what_can_not_be_proclaimed_is_refused_with_its_source(
    changed: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as no:
        decide(replace(GIVEN, **changed))
    assert (no.value.code, bool(no.value.source), bool(no.value.field)) == (code, True, True)
