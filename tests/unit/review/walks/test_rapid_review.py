"""The states of a rapid review, walked in full by a grid that was written by hand from their description."""

from functools import partial

import pytest

from services.review.case_state import stage_of
from services.review.stations import station_of
from tests.unit.review.legal import case_moves as m
from tests.unit.review.legal.carrying import NOTHING, Case, carry, reach
from tests.unit.review.walks import grid

GUIDANCE = "Working Together, chapter 5: rapid reviews"
FORMAT = "the Panel prescribes no format; it says without what it can not consider a case"
PANEL = "Working Together, chapter 5; Panel guidance June 2025"
SOURCES = {
    "unknown": GUIDANCE,
    "cancelled": GUIDANCE,
    "no_draft": GUIDANCE,
    "already_sent": "a rapid review belongs to its partners until it is sent",
    "not_here": FORMAT,
    "taken_up": FORMAT,
    "is_none": PANEL,
    "is_decided": PANEL,
    "is_stopped": PANEL,
}


def state(case: Case) -> str:
    found = station_of(case, stage_of(case))
    return found.value.upper() if found else "-"


INFORMATION = (
    partial(m.list_, meeting=m.MEETING),
    partial(m.decide, outcome="request_information"),
    m.letter,
)
ASKED_AGAIN = (
    partial(m.list_, meeting=m.MEETING),
    partial(m.decide, outcome="request_information", decision=m.ANOTHER),
    partial(m.letter, decision=m.ANOTHER),
)
AGREED = (partial(m.list_, meeting=m.MEETING), m.decide, m.letter)
ANEW = (
    partial(m.list_, meeting=m.MEETING),
    partial(m.decide, decision=m.ANOTHER),
    partial(m.letter, decision=m.ANOTHER),
)
WAYS = [
    ("-", [m.open_], "OPEN"),
    ("OPEN", [m.scope], "SCOPING"),
    ("SCOPING", [partial(m.meet, on=m.CAME.replace(day=4))], "MEETING_HELD"),
    ("MEETING_HELD", [m.draft, partial(m.sign, partner="authority")], "DRAFTED"),
    ("DRAFTED", [partial(m.sign, partner="health"), m.sign], "SIGNED_OFF"),
    ("SIGNED_OFF", [m.send], "SUBMITTED"),
    ("SUBMITTED", [partial(m.triage, route="routine")], "WITH_PANEL"),
    ("WITH_PANEL", INFORMATION, "INFO_REQUESTED"),
    ("INFO_REQUESTED", [m.send], "RESUBMITTED"),
    ("INFO_REQUESTED", [m.answer], "RESUBMITTED"),
    ("RESUBMITTED", ASKED_AGAIN, "INFO_REQUESTED"),
    ("RESUBMITTED", ANEW, "CLOSED"),
    ("WITH_PANEL", AGREED, "CLOSED"),
    ("SUBMITTED", [m.send_back], "RETURNED_INCOMPLETE"),
    ("RETURNED_INCOMPLETE", [m.send], "RESUBMITTED"),
    ("SUBMITTED", [m.withdraw], "CANCELLED"),
]
AT = grid.walked(NOTHING, WAYS, state)
MOVES = {
    "scope": m.scope,
    "meet": m.meet,
    "draft": m.draft,
    "position": m.state,
    "explain": m.explain,
    "send": m.send,
    "read": m.assess,
    "send-back": m.send_back,
    "take-up": m.triage,
    "withdraw": m.withdraw,
}
GRID = """
.                   scope         meet          draft         position   explain       send         read      send-back            take-up      withdraw
-                   !unknown      !unknown      !unknown      !unknown   !unknown      !unknown     !not_here !not_here            !is_none     .
OPEN                >SCOPING      >MEETING_HELD >DRAFTED      =          =             >SUBMITTED   !not_here !not_here            !is_none     >CANCELLED
SCOPING             =             >MEETING_HELD >DRAFTED      =          =             >SUBMITTED   !not_here !not_here            !is_none     >CANCELLED
MEETING_HELD        =             =             >DRAFTED      =          =             >SUBMITTED   !not_here !not_here            !is_none     >CANCELLED
DRAFTED             =             =             =             =          =             >SUBMITTED   !not_here !not_here            !is_none     >CANCELLED
SIGNED_OFF          =             =             >DRAFTED      =          =             >SUBMITTED   !not_here !not_here            !is_none     >CANCELLED
SUBMITTED           !already_sent !already_sent !already_sent =          !already_sent >RESUBMITTED =         >RETURNED_INCOMPLETE >WITH_PANEL  >CANCELLED
RETURNED_INCOMPLETE !already_sent !already_sent !already_sent =          !already_sent >RESUBMITTED =         .                    >WITH_PANEL  >CANCELLED
WITH_PANEL          !already_sent !already_sent !already_sent =          !already_sent =            =         !taken_up            =            >CANCELLED
INFO_REQUESTED      !already_sent !already_sent !already_sent =          !already_sent >RESUBMITTED =         !taken_up            !is_decided  >CANCELLED
RESUBMITTED         !already_sent !already_sent !already_sent =          !already_sent =            =         >RETURNED_INCOMPLETE >WITH_PANEL  >CANCELLED
CLOSED              !already_sent !already_sent !already_sent =          !already_sent >RESUBMITTED =         !taken_up            !is_decided  >CANCELLED
CANCELLED           !cancelled    !cancelled    !cancelled    !cancelled !cancelled    !cancelled   !not_here !not_here            !is_stopped  .
"""
WHEN_EXPLAINED = {**SOURCES, "already_sent": GUIDANCE}


@pytest.mark.need("B1")
@pytest.mark.parametrize("cell", grid.cells(GRID))
def test_the_grid_of_the_rapid_review(cell: grid.Cell) -> None:
    sources = WHEN_EXPLAINED if cell.move == "explain" else SOURCES
    grid.check(cell, AT[cell.state], MOVES[cell.move], state, sources)


def test_every_state_of_the_description_has_its_row() -> None:
    described = (
        "OPEN SCOPING MEETING_HELD DRAFTED SIGNED_OFF SUBMITTED WITH_PANEL INFO_REQUESTED RESUBMITTED CLOSED"
        " CANCELLED RETURNED_INCOMPLETE"
    )
    assert set(AT) == {"-", *described.split()}
    assert {one.values[0].state for one in grid.cells(GRID)} == set(AT)


@pytest.mark.parametrize("at", ["-", "OPEN", "SCOPING", "MEETING_HELD"])
def test_nobody_signs_what_is_not_drafted(at: str) -> None:
    says = "!unknown" if at == "-" else "!no_draft"
    grid.check(grid.Cell(at, "sign", says), AT[at], m.sign, state, SOURCES)


def test_the_third_signature_signs_off_and_another_draft_is_signed_by_nobody() -> None:
    two = reach(AT["DRAFTED"], partial(m.sign, partner="health"))
    assert state(two) == "DRAFTED"
    assert state(reach(two, m.sign)) == "SIGNED_OFF"
    drafted_anew = reach(AT["SIGNED_OFF"], m.draft)
    assert drafted_anew.preparation.signed == ()


def test_each_version_has_its_number_and_the_first_date_stays() -> None:
    once = AT["SUBMITTED"]
    twice = reach(once, m.send)
    assert (once.rapid_review.version, twice.rapid_review.version) == (1, 2)
    assert twice.rapid_review.first_received_on == once.rapid_review.first_received_on


def test_an_explanation_moves_no_date() -> None:
    explained = reach(AT["OPEN"], m.explain)
    assert explained.rapid_review.notified_on == AT["OPEN"].rapid_review.notified_on
    assert explained.rapid_review.expected_on == m.LATER


def test_nothing_that_is_missing_stops_a_version() -> None:
    [(name, full), *others] = m.send(AT["OPEN"])
    empty = type(full)(m.CAME, None, "none_reached", (), False, False, (), None)
    outcome = carry(AT["OPEN"], ((name, empty), *others))
    assert state(outcome.after) == "SUBMITTED"
