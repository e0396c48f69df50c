"""The states of a consideration and the guards of a decision, walked by hand-written grids."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from chassis.errors import Refused
from services.review.case_state import partners_owe_a_decision
from services.review.consideration import commands as c
from services.review.consideration import domain, preparing
from services.review.policy.criteria import Framework
from tests.unit.review.legal import case_moves as m
from tests.unit.review.legal.carrying import NOTHING, Case, carry, reach
from tests.unit.review.walks import grid

PANEL = "Working Together, chapter 5; Panel guidance June 2025"
EXPLAINED = "Panel guidance June 2025: decisions are explained"
READING = "standing rule of the national body: lead readers"
CONFLICTS = "standing rule of the national body: conflicts of interest"
DISSENT = "standing rule of the national body: dissent is recorded, and the decision stands"
QUORUM = "standing rule of the national body: quorum"
SOURCES = {
    "is_none": PANEL,
    "is_decided": PANEL,
    "is_stopped": PANEL,
    "not_listed": PANEL,
    "no_reader": READING,
    "not_decided": DISSENT,
    "not_latest": EXPLAINED,
    "nothing_asked": "Children Act 2004 s16D; Panel guidance June 2025",
}


def state(case: Case) -> str:
    """The station in the words of the description; a letter's own states are kept where letters are."""
    now = case.consideration
    if now.status == "decided" and now.letter_on:
        waits = case.request.status == "open" or partners_owe_a_decision(case)
        return "AWAITING_REPLY" if waits else "CLOSED"
    return {"none": "-", "stopped": "STOPPED"}.get(now.status, now.status.upper())


AWAITING = partial(m.letter, awaits_reply=True)
ADVISE = partial(m.decide, outcome="advise_lcspr")
SENT = reach(NOTHING, m.open_)
WAYS = [
    ("-", [m.send], "RECEIVED"),
    ("RECEIVED", [partial(m.triage, route="routine")], "TRIAGED"),
    ("TRIAGED", [partial(m.allocate, reader=m.READER)], "ALLOCATED"),
    ("ALLOCATED", [partial(m.list_, meeting=m.MEETING)], "LISTED"),
    ("LISTED", [ADVISE], "DECIDED"),
    ("DECIDED", [AWAITING], "AWAITING_REPLY"),
    ("DECIDED", [m.letter], "CLOSED"),
    ("AWAITING_REPLY", [m.send], "RECEIVED"),
    ("AWAITING_REPLY", [m.partners_decide], "CLOSED"),
    ("CLOSED", [m.send], "RECEIVED"),
    ("RECEIVED", [m.stop], "STOPPED"),
]
AT = grid.walked(SENT, WAYS, state)
MOVES = {
    "come": m.receive,
    "triage": m.triage,
    "allocate": m.allocate,
    "comment": m.comment,
    "recuse": m.recuse,
    "list": m.list_,
    "decide": m.decide,
    "letter": AWAITING,
    "dissent": m.dissent,
    "correct": m.correct,
    "answer": m.answer,
    "stop": m.stop,
}
GRID = """
.              come        triage      allocate    comment     recuse      list        decide      letter          dissent      correct     answer         stop
-              >RECEIVED   !is_none    !is_none    !is_none    !is_none    !is_none    !is_none    .               !not_decided !not_latest !nothing_asked >STOPPED
RECEIVED       .           >TRIAGED    >ALLOCATED  !no_reader  =           >LISTED     !not_listed .               !not_decided !not_latest !nothing_asked >STOPPED
TRIAGED        .           =           >ALLOCATED  !no_reader  =           >LISTED     !not_listed .               !not_decided !not_latest !nothing_asked >STOPPED
ALLOCATED      .           =           =           =           =           >LISTED     !not_listed .               !not_decided !not_latest !nothing_asked >STOPPED
LISTED         .           =           =           =           =           =           >DECIDED    .               !not_decided !not_latest !nothing_asked >STOPPED
DECIDED        >RECEIVED   !is_decided !is_decided !is_decided !is_decided !is_decided !is_decided >AWAITING_REPLY =            =           !nothing_asked >STOPPED
AWAITING_REPLY >RECEIVED   !is_decided !is_decided !is_decided !is_decided !is_decided !is_decided .               =            =           !nothing_asked >STOPPED
CLOSED         >RECEIVED   !is_decided !is_decided !is_decided !is_decided !is_decided !is_decided .               =            =           !nothing_asked >STOPPED
STOPPED        !is_stopped !is_stopped !is_stopped !is_stopped !is_stopped !is_stopped !is_stopped .               !not_decided !is_stopped !nothing_asked .
"""


@pytest.mark.need("C1")
@pytest.mark.parametrize("cell", grid.cells(GRID))
def test_the_grid_of_the_consideration(cell: grid.Cell) -> None:
    grid.check(cell, AT[cell.state], MOVES[cell.move], state, SOURCES)


def test_a_reply_begins_the_next_round_and_the_round_before_is_kept() -> None:
    again = reach(AT["AWAITING_REPLY"], m.send)
    assert (state(again), again.consideration.round) == ("RECEIVED", 2)
    assert [step.view for step in again.consideration.steps] == ["no", "advise_lcspr"]


def test_the_last_answer_brings_a_case_back_and_one_of_two_does_not() -> None:
    listed = AT["LISTED"]
    asked = reach(listed, partial(m.decide, outcome="request_information"), m.letter)
    assert state(asked) == "AWAITING_REPLY"
    back = reach(asked, m.answer)
    assert (state(back), back.consideration.round) == ("RECEIVED", 2)
    grid.check(grid.Cell("RECEIVED", "answer", "."), back, m.answer, state, SOURCES)


def test_a_letter_of_a_round_that_was_overtaken_changes_nothing() -> None:
    overtaken = reach(AT["DECIDED"], m.send)
    assert not carry(overtaken, m.letter(overtaken)).happened


def test_one_outcome_a_round() -> None:
    outcome = carry(AT["DECIDED"], m.decide(AT["DECIDED"], outcome="agree_no_lcspr"))
    assert outcome.refused
    assert (outcome.refused.code, outcome.refused.source) == ("is_decided", PANEL)


REG11 = ("reg11_improvements", "reg11_recurrent_themes", "reg11_agencies")
FRAMEWORK = Framework(
    must_answer=(("advise_lcspr", REG11),),
    one_met=(("national_candidate", ("reg3_improvements", "reg3_legislation")),),
    rests_on=(("improvements_needed", ("reg3_improvements", "reg11_improvements")),),
)
ADVISED = {"outcome": "advise_lcspr", "framework": FRAMEWORK}
TWO_ANSWERED = tuple((one, "met", True) for one in REG11[:2])
GUARDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("another round", {"version": 2}, "stale", PANEL),
    ("another version", {"read_version": 2}, "stale", PANEL),
    ("another meeting", {"meeting_id": m.ANOTHER}, "not_listed", PANEL),
    ("no such meeting", {"meeting_on": None}, "not_held", PANEL),
    ("a meeting to come", {"meeting_on": date(2026, 5, 15)}, "not_held", PANEL),
    ("too few", {"quorum": 6}, "inquorate", QUORUM),
    ("no reasons", {"has_reasons": False}, "no_reasons", EXPLAINED),
    ("agrees with a yes", {"outcome": "agree_lcspr"}, "not_their_view", EXPLAINED),
    ("questions a yes", {"outcome": "question_lcspr"}, "not_their_view", EXPLAINED),
    ("agrees with a no", {"view": "yes"}, "not_their_view", EXPLAINED),
    (
        "advises who said yes",
        {"outcome": "advise_lcspr", "view": "yes"},
        "not_their_view",
        EXPLAINED,
    ),
    ("a no that was said", {"outcome": "decision_missing"}, "not_missing", EXPLAINED),
    ("asks nothing", {"outcome": "request_information"}, "no_asks", EXPLAINED),
    ("asks twice", {"asks": ((1, ("police",)), (1, ("health",)))}, "asks", EXPLAINED),
    ("asks nobody", {"asks": ((1, ()),)}, "asks", EXPLAINED),
    ("no criteria", ADVISED, "regulation_11", "SI 2018/789 regulation 11"),
    (
        "two of three",
        {**ADVISED, "criteria": TWO_ANSWERED},
        "regulation_11",
        "SI 2018/789 regulation 11",
    ),
    (
        "a national candidate by nothing",
        {"national_candidate": True, "framework": FRAMEWORK},
        "regulation_3",
        "SI 2018/789 regulation 3",
    ),
    (
        "a national candidate by what is not met",
        {
            "national_candidate": True,
            "framework": FRAMEWORK,
            "criteria": (("reg3_improvements", "not_met", True),),
        },
        "regulation_3",
        "SI 2018/789 regulation 3",
    ),
    ("questions a no without evidence", {"outcome": "question_no_lcspr"}, "no_evidence", EXPLAINED),
    ("two of a number", {"advice": (c.Advised(1), c.Advised(1))}, "wrong_link", EXPLAINED),
    (
        "a criterion that is not there",
        {"advice": (c.Advised(1, "reg11_agencies"),)},
        "wrong_link",
        EXPLAINED,
    ),
    ("evidence of nothing", {"advice": (c.Advised(1, None, (1,)),)}, "wrong_link", EXPLAINED),
    (
        "a reason against its criteria",
        {
            "framework": FRAMEWORK,
            "reason_codes": ("improvements_needed",),
            "criteria": (("reg11_improvements", "not_met", True),),
        },
        "against_criteria",
        EXPLAINED,
    ),
]


def _refused(case: Case, changes: Mapping[str, Any]) -> Refused | None:
    [(name, decided), *_] = m.decide(case)
    return carry(case, ((name, replace(decided, **changes)),)).refused


@pytest.mark.need("C1")
@pytest.mark.need("C6")
@pytest.mark.parametrize(
    ("changes", "code", "source"), [pytest.param(*g[1:], id=g[0]) for g in GUARDS]
)
def test_each_guard_of_a_decision_names_its_source(
    changes: Mapping[str, Any], code: str, source: str
) -> None:
    assert _refused(AT["LISTED"], {}) is None
    refused = _refused(AT["LISTED"], changes)
    assert refused
    assert (refused.code, refused.source) == (code, source)
    assert refused.field


def test_no_rule_of_a_decision_is_left_out_here() -> None:
    assert {code for _, _, code, _ in GUARDS} == {code for _, _, _, code in domain.RULES}


@pytest.mark.need("C5")
def test_who_has_a_conflict_counts_for_no_quorum_and_decides_nothing() -> None:
    listed = AT["LISTED"]
    recused = carry(listed, (("consideration", c.Recuse("e", "worked there")),)).after
    refused = _refused(recused, {})
    assert refused
    assert (refused.code, refused.source) == ("inquorate", QUORUM)
    six = (*m.SITTING, ("f", "law"))
    decided = carry(recused, m.decide(recused, present=six)).after
    assert decided.consideration.sat == ("a", "b", "c", "d", "f")
    late = carry(decided, (("consideration", preparing.Dissent("e", None)),)).refused
    assert late
    assert (late.code, late.source) == ("did_not_sit", DISSENT)


@pytest.mark.need("C5")
@pytest.mark.parametrize(
    ("named", "why_not"), [(("b",), "has an interest in this partnership"), (("x",), None)]
)
def test_who_has_a_conflict_reads_no_case(named: tuple[str, ...], why_not: str | None) -> None:
    of_interest = replace(m.OTHER_READER, why_not=why_not)
    order = preparing.Allocate(named, (of_interest,), 1)
    refused = carry(AT["RECEIVED"], (("consideration", order),)).refused
    assert refused
    assert (refused.code, refused.source, refused.field) == ("conflicted", CONFLICTS, "member_ids")


def test_with_nobody_free_a_case_goes_to_no_reader() -> None:
    order = preparing.Allocate((), (replace(m.OTHER_READER, why_not="conflict"),), 2)
    refused = carry(AT["RECEIVED"], (("consideration", order),)).refused
    assert refused
    assert (refused.code, refused.source) == ("nobody_free", READING)


def test_an_outcome_that_partners_were_told_of_is_not_corrected() -> None:
    changed = c.Correct(m.LATER, m.DECISION, {"outcome": "agree_no_lcspr"}, ("outcome",), None)
    refused = carry(AT["AWAITING_REPLY"], (("consideration", changed),)).refused
    assert refused
    assert refused.code == "letter_is_out"
    assert refused.source.startswith("rule of the national body: what the partners were told")
