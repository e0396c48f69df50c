"""The rapid review: opened by itself, late with a reason, sent in any form, sent again."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.rapid_review import domain
from tests.support.spec import given

CASE = UUID(int=1)
BLANK = domain.RapidReview(CASE)
OPEN = domain.Open("CSPR-2026-00088-X", "990", "ashmere", "E12000005", date(2026, 4, 10))
OPENED = given(domain, BLANK).when(OPEN).then(domain.Opened)
FULL = domain.Submit(
    on=date(2026, 5, 6),
    undecided_since=None,
    view="no",
    positions=(("authority", "no", False), ("health", "yes", False), ("police", "no", False)),
    has_rationale=True,
    has_document=True,
    themes=("neglect",),
    said=None,
)
SENT = given(domain, OPENED).when(FULL).then(domain.Submitted)
CANCEL = domain.Cancel("the criteria are not met")


@pytest.mark.need("B1")
def test_it_opens_once_however_often_the_incident_is_scoped_in() -> None:
    assert (OPENED.status, OPENED.notified_on) == ("open", date(2026, 4, 10))
    for state in (OPENED, SENT, given(domain, OPENED).when(CANCEL).then(domain.Cancelled)):
        given(domain, state).when(OPEN).nothing_happens()


@pytest.mark.need("B3")
@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"has_document": False}, "no document is attached"),
        ({"has_rationale": False}, "no rationale for the decision on an LCSPR"),
        ({"view": "none_reached"}, "the partners have reached no decision on an LCSPR"),
        ({"positions": FULL.positions[1:]}, "no position of the authority is given"),
        ({"positions": FULL.positions[:1] + FULL.positions[2:]}, "no position of the health"),
        ({"positions": FULL.positions[:2]}, "no position of the police is given"),
        (
            {"positions": (*FULL.positions[:2], ("police", "defer", True))},
            "a partner withholds its position",
        ),
        ({"themes": ()}, "no theme is named"),
    ],
)
def test_what_is_missing_warns_and_never_blocks(change: dict[str, object], warning: str) -> None:
    [submitted] = domain.decide(OPENED, replace(FULL, **change))
    assert isinstance(submitted, domain.Submitted)
    [only] = submitted.warnings
    assert only.startswith(warning)


def test_a_full_review_has_no_warnings_and_an_empty_one_is_taken_too() -> None:
    [full] = domain.decide(OPENED, FULL)
    assert isinstance(full, domain.Submitted)
    assert full.warnings == ()
    nothing = domain.Submit(date(2026, 5, 6), None, "none_reached", (), False, False, (), None)
    given(domain, OPENED).when(nothing).then(domain.Submitted)


@pytest.mark.need("B10")
def test_a_position_that_differs_or_is_withheld_is_kept_as_it_was_stated() -> None:
    held = (*FULL.positions[:2], ("police", "defer", True))
    state = given(domain, OPENED).when(replace(FULL, positions=held)).then(domain.Submitted)
    assert state.positions == held


@pytest.mark.parametrize(
    ("undecided_since", "counted_from"),
    [(None, date(2026, 5, 29)), (date(2026, 5, 6), date(2026, 5, 6))],
)
def test_the_panels_time_counts_from_the_beginning_of_the_round(
    undecided_since: date | None, counted_from: date
) -> None:
    again = replace(FULL, on=date(2026, 5, 29), undecided_since=undecided_since)
    [sent] = domain.decide(SENT, again)
    assert isinstance(sent, domain.Resubmitted)
    assert (sent.on, sent.round_since) == (date(2026, 5, 29), counted_from)


def test_a_partner_with_two_positions_is_refused() -> None:
    twice = (*FULL.positions, ("police", "yes", False))
    given(domain, OPENED).when(replace(FULL, positions=twice)).refused("twice")


def test_a_further_version_is_counted_and_the_first_date_stays() -> None:
    again = replace(FULL, on=date(2026, 5, 29), view="yes")
    state = given(domain, SENT).when(again).then(domain.Resubmitted)
    assert (state.version, state.view) == (2, "yes")
    assert (state.first_received_on, state.received_on) == (date(2026, 5, 6), date(2026, 5, 29))


@pytest.mark.need("B1")
def test_lateness_is_explained_before_the_review_is_sent_and_not_after() -> None:
    explain = domain.ExplainDelay(date(2026, 4, 28), date(2026, 5, 6), None)
    state = given(domain, OPENED).when(explain).then(domain.DelayExplained)
    assert (state.expected_on, state.notified_on) == (date(2026, 5, 6), OPENED.notified_on)
    past = domain.ExplainDelay(date(2026, 4, 28), date(2026, 4, 27), None)
    given(domain, OPENED).when(past).refused("date")
    given(domain, SENT).when(explain).refused("already_sent")
    given(domain, BLANK).when(explain).refused("unknown")


def test_what_was_withdrawn_takes_nothing_more() -> None:
    cancelled = given(domain, OPENED).when(CANCEL).then(domain.Cancelled)
    given(domain, cancelled).when(FULL).refused("cancelled")
    given(domain, cancelled).when(CANCEL).nothing_happens()
    given(domain, BLANK).when(CANCEL).nothing_happens()
    given(domain, BLANK).when(FULL).refused("unknown")


@pytest.mark.parametrize("state", [OPENED, SENT])
def test_it_moves_to_another_partnership_and_its_time_stays(state: domain.RapidReview) -> None:
    move = domain.Move(whose=("991", "brackenford", "E12000005"))
    moved = given(domain, state).when(move).then(domain.Moved)
    assert moved == replace(state, authority_code="991", partnership="brackenford")
    given(domain, moved).when(move).nothing_happens()


def test_one_that_stands_for_an_earlier_notification_is_due_earlier_and_never_later() -> None:
    move = domain.Move(since=date(2026, 4, 8))
    moved = given(domain, OPENED).when(move).then(domain.Moved)
    assert moved == replace(OPENED, notified_on=date(2026, 4, 8))
    given(domain, OPENED).when(domain.Move(since=date(2026, 4, 13))).nothing_happens()
    cancelled = given(domain, OPENED).when(CANCEL).then(domain.Cancelled)
    given(domain, cancelled).when(move).nothing_happens()
    given(domain, BLANK).when(move).nothing_happens()


DOCUMENT = replace(FULL, view="none_reached", positions=(), themes=(), confirmed=False)
CORE = replace(FULL, on=date(2026, 5, 8))


@pytest.mark.need("B3")
def test_a_document_alone_is_received_and_a_person_confirms_its_core_later() -> None:
    [event] = domain.decide(OPENED, DOCUMENT)
    assert isinstance(event, domain.Submitted)
    assert event.warnings == ("the structured core is not confirmed yet",)
    sent = domain.evolve(OPENED, event)
    assert (sent.status, sent.version, sent.first_received_on) == ("submitted", 1, FULL.on)
    core = given(domain, sent).when(domain.Confirm(1, CORE)).then(domain.Confirmed)
    assert (core.view, core.positions, core.version) == ("no", FULL.positions, 1)
    assert core.received_on == FULL.on, "nothing was received anew"
    given(domain, core).when(domain.Confirm(1, CORE)).refused("confirmed")


def test_a_core_is_confirmed_for_the_version_that_is_here() -> None:
    sent = given(domain, OPENED).when(DOCUMENT).then(domain.Submitted)
    given(domain, sent).when(domain.Confirm(2, CORE)).refused("stale")
    given(domain, OPENED).when(domain.Confirm(1, CORE)).refused("stale")
    given(domain, SENT).when(domain.Confirm(1, CORE)).refused("confirmed")
    again = given(domain, sent).when(FULL).then(domain.Resubmitted)
    given(domain, again).when(domain.Confirm(2, CORE)).refused("confirmed")
