"""Advice to a partnership: asked, given once, relied on by each partner for itself."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.advice import domain
from services.review.advice.domain import Ask, Asked, Give, Given, Log, ReliedOn, Rely
from tests.support.spec import given

ON, FIRST, SECOND = date(2026, 6, 5), UUID(int=5), UUID(int=6)
BLANK = Log(UUID(int=1))
ASK = Ask(FIRST, "CSPR-2026-00088-X", ON, "health", "process", "q", withdrawn=False)
GIVE = Give(FIRST, SECOND, "CSPR-2026-00088-X", ON, "process", "a", withdrawn=False)
UNASKED = replace(GIVE, advice_id=None)
RELY = Rely(FIRST, ON, "health", "s")
ASKED = given(domain, BLANK).when(ASK).then(Asked)
GIVEN = given(domain, ASKED).when(GIVE).then(Given)


@pytest.mark.need("B2")
def test_advice_is_asked_given_and_relied_on_by_whom() -> None:
    given(domain, ASKED).when(ASK).nothing_happens()
    state = given(domain, GIVEN).when(RELY).then(ReliedOn)
    [item] = state.items
    assert (item.number, item.asked_by, item.given, item.relied_by) == (
        1,
        "health",
        True,
        ("health",),
    )
    given(domain, state).when(RELY).nothing_happens()
    state = given(domain, state).when(replace(RELY, partner="police")).then(ReliedOn)
    assert state.items[0].relied_by == ("health", "police")


@pytest.mark.need("B2")
def test_advice_may_be_given_unasked() -> None:
    state = given(domain, ASKED).when(UNASKED).then(Given)
    assert [(one.number, one.asked_by) for one in state.items] == [(1, "health"), (2, None)]
    given(domain, state).when(UNASKED).nothing_happens()


@pytest.mark.parametrize(
    ("state", "command", "code"),
    [
        (BLANK, replace(ASK, reference=""), "unknown"),
        (BLANK, replace(ASK, withdrawn=True), "withdrawn"),
        (BLANK, replace(UNASKED, withdrawn=True), "withdrawn"),
        (BLANK, GIVE, "unknown_advice"),
        (GIVEN, GIVE, "answered"),
        (BLANK, RELY, "unknown_advice"),
        (ASKED, RELY, "not_given"),
    ],
)
def test_each_refusal_names_its_rule(state: Log, command: object, code: str) -> None:
    given(domain, state).when(command).refused(code)
