"""The register of clocks: what each counts from, how long, to which stop, by law or by guidance; hand-counted days."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contracts.codes import Clock
from contracts.notify import Area, IncidentKind, IncidentScopedInV1
from services.notify.policy import rules as notifying
from services.review.case_state import clocks_of
from services.review.policy import local_review, rules
from services.review.rapid_review import wire
from tests.unit.review import local_reviews as at
from tests.unit.review.legal import case_moves as m
from tests.unit.review.legal.carrying import CASE, Case, carry, reach
from tests.unit.review.legal.trials import ADVISED, CLOSED, INFORMATION, OPEN, SENT, WITHDRAWN

D = date
NOTIFIED = [
    ("N1", D(2025, 12, 19), D(2025, 12, 30)),
    ("N1", D(2026, 5, 2), D(2026, 5, 11)),
    ("N2", D(2026, 3, 27), D(2026, 4, 7)),
]
IN_SCOPE = IncidentScopedInV1(
    incident_id=CASE,
    reference="CSPR-2026-00088-X",
    area=Area(
        authority_code="990",
        authority_name="Ashmere",
        partnership="ashmere",
        partnership_name="Ashmere Safeguarding Children Partnership",
        region_code="E12000005",
        region_name="West Midlands",
    ),
    kind_of_incident=IncidentKind.SERIOUS_HARM,
    notified_on=D(2025, 12, 30),
    aware_on=D(2025, 12, 19),
    basis="Children Act 2004 s16C",
    framework_version="framework-2023",
)


@pytest.mark.parametrize(("code", "aware", "due"), NOTIFIED)
def test_the_clocks_of_notifying_run_five_working_days_from_awareness(
    code: Any, aware: date, due: date
) -> None:
    clock = notifying.clock(code, aware, due)
    assert (clock.started_on, clock.due_on, clock.working_days_late) == (aware, due, 0)
    assert clock.basis.startswith("guidance")


@pytest.mark.need("B1")
@pytest.mark.parametrize(
    ("anchor", "start", "due"),
    [
        ("from notification", D(2025, 12, 30), D(2026, 1, 21)),
        ("from awareness", D(2025, 12, 19), D(2026, 1, 14)),
        ("over Easter", D(2026, 3, 27), D(2026, 4, 21)),
    ],
)
def test_a_rapid_review_is_due_fifteen_working_days_from_its_anchor(
    anchor: str, start: date, due: date
) -> None:
    clock = rules.clock("RR1", start)
    assert (clock.due_on, clock.basis.split(":")[0]) == (due, "guidance"), anchor


@pytest.mark.need("B1")
@pytest.mark.parametrize(
    ("starts", "due"),
    [("notified_on", D(2026, 1, 21)), ("aware_on", D(2026, 1, 14))],
)
def test_the_anchor_of_a_rapid_review_is_what_the_policy_in_force_says(
    starts: str, due: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force = {**rules._in_force("RR1", D(2025, 12, 30)), "starts": starts}
    monkeypatch.setattr(rules, "_in_force", lambda _code, _on: in_force)
    opened = wire.open_from(IN_SCOPE)
    assert rules.clock("RR1", opened.notified_on).due_on == due
    rescoped = IN_SCOPE.model_copy(update={"review_from": D(2026, 3, 27)})
    assert wire.open_from(rescoped).notified_on == D(2026, 3, 27)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (D(2026, 6, 15), D(2026, 12, 15)),
        (D(2026, 8, 31), D(2027, 2, 28)),
        (D(2027, 8, 31), D(2028, 2, 29)),
    ],
)
def test_an_lcspr_has_six_months_by_the_day_of_the_month_or_the_last(
    start: date, due: date
) -> None:
    clock = rules.clock("L1", start)
    assert (clock.due_on, clock.basis.split(":")[0]) == (due, "guidance")
    assert local_review.is_late(start, due) is False
    assert local_review.days_late(start, due.replace(day=due.day - 1)) == 0


def test_copies_are_out_seven_working_days_before() -> None:
    assert rules.copies_needed_by(D(2026, 9, 7)) == D(2026, 8, 26)
    assert rules.earliest_publication(D(2026, 8, 26)) == D(2026, 9, 7)
    assert rules.earliest_publication(D(2026, 8, 27)) == D(2026, 9, 8)


@pytest.mark.parametrize(
    ("published", "until"), [(D(2026, 9, 7), D(2027, 9, 7)), (D(2028, 2, 29), D(2029, 2, 28))]
)
def test_what_was_published_stays_available_for_a_year(published: date, until: date) -> None:
    assert local_review.available_until(published) == until


def running(case: Case) -> dict[str, Clock]:
    return {clock.code: clock for clock in clocks_of(case)}


def test_the_panels_clock_stops_with_the_letter_and_the_partners_runs_from_it() -> None:
    assert running(SENT)["P1"].met_on is None
    assert running(CLOSED)["P1"].met_on == m.MET
    reply = running(ADVISED)["P3"]
    assert (reply.started_on, reply.met_on) == (m.MET, None)
    assert running(reach(ADVISED, m.partners_decide))["P3"].met_on == m.LATER
    assert running(reach(ADVISED, m.send))["P3"].met_on == m.CAME
    asked = running(INFORMATION)["P2"]
    assert (asked.started_on, asked.met_on) == (m.MET, None)
    assert running(reach(INFORMATION, m.answer))["P2"].met_on == m.LATER


@pytest.mark.need("B1")
def test_late_and_explained_is_late_all_the_same() -> None:
    before = running(OPEN)["RR1"]
    explained = running(reach(OPEN, m.explain))["RR1"]
    assert explained == before, "an explanation moves nothing"
    late = running(SENT)["RR1"]
    assert (late.due_on, late.met_on, late.working_days_late) == (D(2026, 5, 1), m.CAME, 2)


def test_a_withdrawn_notification_leaves_no_clock_running_but_that_of_its_lcspr() -> None:
    assert all(clock.met_on for clock in running(WITHDRAWN).values())
    unsent = reach(OPEN, m.withdraw)
    assert running(unsent) == {}
    begun = replace(WITHDRAWN, lcspr=at.STATIONS["in_progress"])
    assert running(begun)["L1"].met_on is None


@pytest.mark.parametrize(
    ("status", "met_on"),
    [
        ("initiated", None),
        ("pre_publication_sent", None),
        ("published", at.TODAY),
        ("unpublishable_allowed", at.TODAY),
        ("improvements_only_published", at.TODAY),
        ("not_published_justified", at.TODAY),
    ],
)
def test_the_six_months_stop_with_publication_or_with_the_reasons_for_none(
    status: str, met_on: date | None
) -> None:
    clock = running(replace(CLOSED, lcspr=at.STATIONS[status]))["L1"]
    assert (clock.started_on, clock.met_on) == (at.EARLIER, met_on)


@pytest.mark.parametrize("status", ["discontinued", "superseded_by_national"])
def test_a_review_that_was_ended_owes_nothing_any_more(status: str) -> None:
    assert "L1" not in running(replace(CLOSED, lcspr=at.STATIONS[status]))


def test_criminal_proceedings_stop_no_clock() -> None:
    begun = replace(CLOSED, lcspr=at.STATIONS["in_progress"])
    beside = carry(begun, (("lcspr", at.NOTE),)).after
    assert beside.lcspr.proceedings
    assert running(beside)["L1"] == running(begun)["L1"]
