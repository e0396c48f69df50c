"""The partnership's ledger: action, evidence, measure, result; done is not assured without evidence."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.action_ledger import domain
from tests.support.spec import given

CASE, FIRST = UUID(int=1), UUID(int=2)
TODAY = date(2026, 9, 1)
BLANK = domain.Ledger(CASE)
ADD = domain.Add(FIRST, TODAY, date(2026, 12, 1), "CSPR-2026-00088-X", begun=True, said=None)
ENTERED = given(domain, BLANK).when(ADD).then(domain.Added)
EVIDENCE = domain.Evidence(TODAY, 1, TODAY, "audit", None)
MEASURE = domain.Measure(TODAY, 1, TODAY, "improved", None)
COMPLETE = domain.Close(TODAY, 1, TODAY, completed=True, has_reason=False, said=None)
DROP = domain.Close(TODAY, 1, TODAY, completed=False, has_reason=True, said=None)
EVIDENCED = given(domain, ENTERED).when(EVIDENCE).then(domain.Evidenced)


@pytest.mark.need("E3")
def test_an_action_goes_from_plan_to_evidence_to_a_measured_result() -> None:
    assert ENTERED.actions[0].state == "planned"
    assert EVIDENCED.actions[0].state == "evidenced"
    measured = given(domain, EVIDENCED).when(MEASURE).then(domain.Measured)
    assert measured.actions[0].state == "measured"
    more = given(domain, measured).when(replace(EVIDENCE, kind="voices")).then(domain.Evidenced)
    assert more.actions[0].state == "measured", "further evidence takes nothing back"
    completed = given(domain, more).when(COMPLETE).then(domain.Closed)
    assert completed.actions[0].state == "completed"


@pytest.mark.need("E3")
def test_an_action_without_evidence_is_not_completed() -> None:
    given(domain, ENTERED).when(COMPLETE).refused("no_evidence")
    measured = given(domain, ENTERED).when(MEASURE).then(domain.Measured)
    given(domain, measured).when(COMPLETE).refused("no_evidence")


def test_an_action_is_dropped_for_a_reason() -> None:
    given(domain, ENTERED).when(replace(DROP, has_reason=False)).refused("no_reason")
    dropped = given(domain, ENTERED).when(DROP).then(domain.Closed)
    given(domain, dropped).when(DROP).nothing_happens()
    for command in (EVIDENCE, MEASURE, COMPLETE):
        given(domain, dropped).when(command).refused("closed")


def test_an_action_comes_from_something_reviewed_and_is_due_on_a_day_to_come() -> None:
    given(domain, BLANK).when(replace(ADD, begun=False)).refused("nothing_reviewed")
    given(domain, BLANK).when(replace(ADD, due_on=date(2026, 8, 31))).refused("date")
    given(domain, BLANK).when(EVIDENCE).refused("no_action")


def test_what_is_said_again_is_said_once() -> None:
    given(domain, ENTERED).when(ADD).nothing_happens()
    given(domain, EVIDENCED).when(EVIDENCE).nothing_happens()
    second = replace(ADD, id=UUID(int=3))
    both = given(domain, ENTERED).when(second).then(domain.Added)
    assert [one.number for one in both.actions] == [1, 2]


@pytest.mark.parametrize("command", [EVIDENCE, MEASURE, DROP], ids=lambda one: type(one).__name__)
def test_what_is_recorded_has_happened(command: domain.Evidence) -> None:
    given(domain, ENTERED).when(replace(command, on=date(2026, 9, 2))).refused("date")


def test_a_ledger_has_a_limit() -> None:
    full = replace(BLANK, actions=ENTERED.actions * domain.ACTIONS_MAX)
    given(domain, full).when(replace(ADD, id=UUID(int=4))).refused("too_many")
