"""What the national body may decide, and what stops it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review.consideration import commands, domain, events
from services.review.consideration.decision_rules import RULES
from services.review.consideration.state import Consideration, Reply
from services.review.policy.framework import framework
from tests.support.spec import given

CASE, MEETING, DECISION = UUID(int=1), UUID(int=2), UUID(int=3)
ON = date(2026, 5, 14)
EIGHT = tuple((f"member-{n}", "health" if n else "law") for n in range(8))
ASKED = ((1, ("police",)),)
REG11 = tuple(
    (f"reg11_{name}", "met", True)
    for name in ("improvements", "recurrent_themes", "agencies", "national_considered")
)
BLANK = Consideration(CASE)
RECEIVED = domain.evolve(BLANK, events.Received(date(2026, 5, 6), "CSPR-2026-00088-X", 1))
LISTED = domain.evolve(RECEIVED, events.Listed(MEETING, ON))
ROUTINE = commands.Decide(
    on=ON,
    version=1,
    meeting_id=MEETING,
    meeting_on=ON,
    present=EIGHT,
    quorum=5,
    outcome="agree_no_lcspr",
    national_candidate=False,
    criteria=(),
    has_reasons=True,
    asks=(),
    view="no",
    view_on=date(2026, 5, 6),
    read_version=1,
    review_version=1,
    decision_id=DECISION,
    said=None,
    framework=framework(ON),
)


@pytest.mark.need("C3")
def test_a_routine_decision_is_recorded() -> None:
    state = given(domain, LISTED).when(ROUTINE).then(events.Decided)
    assert (state.status, state.outcome) == ("decided", "agree_no_lcspr")


def test_a_case_must_be_received_before_it_is_listed() -> None:
    given(domain, BLANK).when(commands.ListFor(MEETING, ON)).refused("is_none")


def test_listing_again_for_the_same_meeting_changes_nothing() -> None:
    given(domain, LISTED).when(commands.ListFor(MEETING, ON)).nothing_happens()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 0}, "stale"),
        ({"read_version": 1, "review_version": 2}, "stale"),
        ({"meeting_id": UUID(int=9)}, "not_listed"),
        ({"meeting_on": date(2026, 5, 15)}, "not_held"),
        ({"present": EIGHT[:4]}, "inquorate"),
        ({"has_reasons": False}, "no_reasons"),
        ({"outcome": "request_information"}, "no_asks"),
        ({"asks": (*ASKED, (2, ()))}, "asks"),
        ({"asks": (*ASKED, *ASKED)}, "asks"),
        ({"outcome": "agree_lcspr"}, "not_their_view"),
        ({"outcome": "agree_no_lcspr", "view": "none_reached"}, "not_their_view"),
        ({"outcome": "question_lcspr"}, "not_their_view"),
        ({"outcome": "advise_lcspr", "view": "yes", "criteria": REG11}, "not_their_view"),
        ({"outcome": "decision_missing"}, "not_missing"),
        ({"outcome": "advise_lcspr"}, "regulation_11"),
        ({"outcome": "advise_lcspr", "criteria": REG11[:3]}, "regulation_11"),
        ({"national_candidate": True}, "regulation_3"),
    ],
)
def test_a_decision_is_refused_with_its_rule(change: dict[str, object], code: str) -> None:
    given(domain, LISTED).when(replace(ROUTINE, **change)).refused(code)


@pytest.mark.need("C1", "C2", "C3", "C4")
@pytest.mark.parametrize(
    ("outcome", "view"),
    [
        ("agree_lcspr", "yes"),
        ("agree_no_lcspr", "no"),
        ("question_lcspr", "yes"),
        ("question_lcspr", "defer"),
        ("advise_lcspr", "no"),
        ("advise_lcspr", "none_reached"),
        ("decision_missing", "none_reached"),
        ("decision_missing", "defer"),
        ("other", "none_reached"),
    ],
)
def test_an_outcome_answers_the_view_that_the_partners_gave(outcome: str, view: str) -> None:
    command = replace(ROUTINE, outcome=outcome, view=view, criteria=REG11)
    state = given(domain, LISTED).when(command).then(events.Decided)
    assert [step.view for step in state.steps] == [view, outcome]


def test_what_was_withdrawn_is_not_received_again() -> None:
    stopped = given(domain, LISTED).when(commands.Stop()).then(events.Stopped)
    given(domain, stopped).when(commands.Receive(ON, "x")).refused("is_stopped")
    given(domain, stopped).when(ROUTINE).refused("is_stopped")
    given(domain, stopped).when(commands.Stop()).nothing_happens()


def test_a_national_candidate_needs_a_criterion_of_regulation_3_that_is_met() -> None:
    unclear = (("reg3_recurrent_themes", "unclear", True),)
    candidate = replace(ROUTINE, national_candidate=True)
    given(domain, LISTED).when(replace(candidate, criteria=unclear)).refused("regulation_3")
    met = (("reg3_recurrent_themes", "met", True),)
    given(domain, LISTED).when(replace(candidate, criteria=met)).then(events.Decided)


def test_a_meeting_that_is_unknown_lists_nothing() -> None:
    given(domain, RECEIVED).when(commands.ListFor(MEETING, None)).refused("unknown_meeting")
    given(domain, RECEIVED).when(ROUTINE).refused("not_listed")


def test_a_member_recused_twice_is_recused_once() -> None:
    state = given(domain, LISTED).when(commands.Recuse("member-1", "x")).then(events.Recused)
    given(domain, state).when(commands.Recuse("member-1", "y")).nothing_happens()


def test_advice_that_answers_regulation_11_is_recorded() -> None:
    command = replace(ROUTINE, outcome="advise_lcspr", criteria=REG11)
    given(domain, LISTED).when(command).then(events.Decided)


def test_a_recused_member_does_not_count_for_the_quorum() -> None:
    state = LISTED
    for member, _ in EIGHT[:4]:
        state = (
            given(domain, state).when(commands.Recuse(member, "worked there")).then(events.Recused)
        )
    refusal = given(domain, state).when(ROUTINE).refused("inquorate")
    assert "4 members" in refusal.reason


def test_a_decided_round_cannot_be_decided_again() -> None:
    decided = given(domain, LISTED).when(ROUTINE).then(events.Decided)
    given(domain, decided).when(ROUTINE).refused("is_decided")


AGAIN = commands.Receive(date(2026, 5, 29), "CSPR-2026-00088-X")


@pytest.mark.need("C6")
def test_a_new_round_keeps_out_the_members_who_take_no_part_in_this_case() -> None:
    recused = domain.evolve(LISTED, events.Recused("member-1", "worked there"))
    decided = given(domain, recused).when(ROUTINE).then(events.Decided)
    state = given(domain, decided).when(AGAIN).then(events.Received)
    assert (state.round, state.recused, state.outcome) == (2, ("member-1",), None)
    assert [step.by for step in state.steps] == ["partnership", "national_body"]
    listed = given(domain, state).when(commands.ListFor(MEETING, ON)).then(events.Listed)
    [second] = domain.decide(listed, replace(ROUTINE, version=2))
    assert isinstance(second, events.Decided)
    assert (second.present, second.recused) == (7, 1)


@pytest.mark.parametrize("before", [RECEIVED, LISTED], ids=["received", "listed"])
def test_a_version_that_comes_before_the_decision_changes_no_round_and_no_agenda(
    before: Consideration,
) -> None:
    given(domain, before).when(AGAIN).nothing_happens()
    assert before.undecided_since == date(2026, 5, 6)


@pytest.mark.need("C5")
def test_a_decision_names_the_sectors_of_those_who_decided() -> None:
    [decided] = domain.decide(LISTED, ROUTINE)
    assert isinstance(decided, events.Decided)
    assert decided.sectors == ("health", "law")
    without_law = domain.evolve(LISTED, events.Recused("member-0", "worked there"))
    [decided] = domain.decide(without_law, ROUTINE)
    assert isinstance(decided, events.Decided)
    assert decided.sectors == ("health",), "who is recused covers no sector"


ADVISED = replace(ROUTINE, outcome="advise_lcspr", criteria=REG11)
LETTER = commands.IssueLetter(DECISION, date(2026, 5, 18), awaits_reply=True)


@pytest.mark.parametrize("awaits_reply", [True, False])
def test_the_letter_ends_the_panels_time_and_perhaps_begins_the_partners(
    *, awaits_reply: bool
) -> None:
    decided = given(domain, LISTED).when(ADVISED).then(events.Decided)
    letter = replace(LETTER, awaits_reply=awaits_reply)
    state = given(domain, decided).when(letter).then(events.LetterIssued)
    assert state.letter_on == date(2026, 5, 18)
    assert state.reply == (Reply(DECISION, ON, date(2026, 5, 18)) if awaits_reply else None)
    given(domain, state).when(letter).nothing_happens()


def test_a_letter_of_another_decision_or_of_a_round_that_is_over_changes_nothing() -> None:
    given(domain, LISTED).when(LETTER).nothing_happens()
    decided = given(domain, LISTED).when(ADVISED).then(events.Decided)
    given(domain, decided).when(replace(LETTER, decision_id=UUID(int=9))).nothing_happens()
    again = given(domain, decided).when(AGAIN).then(events.Received)
    given(domain, again).when(LETTER).nothing_happens()


def test_a_further_version_ends_the_wait_for_the_partners_decision() -> None:
    decided = given(domain, LISTED).when(ADVISED).then(events.Decided)
    written = given(domain, decided).when(LETTER).then(events.LetterIssued)
    state = given(domain, written).when(AGAIN).then(events.Received)
    assert state.reply
    assert state.reply.sent_again_on == date(2026, 5, 29)
    assert state.letter_on is None, "the letter of round two is to come"


@pytest.mark.parametrize(
    ("outcome", "decision_id", "completes"),
    [
        ("request_information", DECISION, True),
        ("request_information", UUID(int=9), False),
        ("agree_no_lcspr", DECISION, False),
    ],
)
def test_full_information_brings_back_the_case_that_waited_for_it_alone(
    outcome: str, decision_id: UUID, *, completes: bool
) -> None:
    made = replace(ROUTINE, outcome=outcome, asks=ASKED)
    decided = given(domain, LISTED).when(made).then(events.Decided)
    assert domain.information_completes(decided, decision_id) is completes
    assert not domain.information_completes(LISTED, None)


def test_every_rule_has_a_source_and_the_table_has_no_move_that_resolves() -> None:
    assert all(source for _, source, _, _ in RULES)
    names = [kind.__name__.lower() for kind in commands.Command.__args__]
    assert not any("resolve" in name for name in names)
