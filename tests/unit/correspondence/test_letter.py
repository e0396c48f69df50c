"""A letter: who may do what to it, and what stops it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from chassis.errors import Refused
from services.correspondence.letter import commands, domain, events, rules
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import mended
from services.correspondence.letter.withdrawing import replaceable
from tests.support.spec import given

ON = date(2026, 6, 8)
BLANK = Letter(UUID(int=1))
DRAFT = commands.Draft(UUID(int=2), "CSPR-2026-00088-X", UUID(int=3), "advise_lcspr", 2)
APPROVE = commands.Approve("colleague", ON)
DRAFTED = given(domain, BLANK).when(DRAFT).then(events.Drafted)
PREPARED = given(domain, DRAFTED).when(commands.Prepare("drafter")).then(events.Prepared)
ISSUED = given(domain, PREPARED).when(APPROVE).then(events.Approved, events.Issued)


@pytest.mark.need("C6")
def test_it_goes_out_by_two_different_people_and_both_are_named() -> None:
    assert (ISSUED.status, ISSUED.issued_on) == ("issued", ON)
    assert (ISSUED.drafted_by, ISSUED.approved_by) == ("drafter", "colleague")
    given(domain, PREPARED).when(replace(APPROVE, by="drafter")).refused("four_eyes")


@pytest.mark.need("D10")
@pytest.mark.parametrize(
    ("state", "change", "code"),
    [
        (BLANK, {}, "is_none"),
        (DRAFTED, {}, "unprepared"),
        (PREPARED, {"by": "drafter"}, "four_eyes"),
        (PREPARED, {"has_reasons": False}, "no_reasons"),
    ],
)
def test_only_a_few_things_stop_a_letter(
    state: Letter, change: dict[str, object], code: str
) -> None:
    given(domain, state).when(replace(APPROVE, **change)).refused(code)


@pytest.mark.need("C13")
@pytest.mark.parametrize("doubt", ["tone", "identity", "missing", "no_address"])
def test_what_is_doubtful_warns_and_goes_out_with_a_recorded_reason(doubt: str) -> None:
    doubtful = replace(APPROVE, warnings=(doubt,))
    refused = given(domain, PREPARED).when(doubtful).refused("warnings")
    assert refused.field == "override"
    overridden = replace(doubtful, override="sealed")
    state = given(domain, PREPARED).when(overridden).then(events.Approved, events.Issued)
    assert (state.status, state.warnings, state.override) == ("issued", (doubt,), "sealed")


def test_a_reason_to_override_nothing_is_not_kept() -> None:
    needless = replace(APPROVE, override="sealed")
    state = given(domain, PREPARED).when(needless).then(events.Approved, events.Issued)
    assert state.override is None


OWN = (commands.Written("reasons", "sealed", "drafter", ON),)


def test_who_words_it_anew_hands_it_on_and_does_not_approve_it() -> None:
    anew = commands.Rewrite("colleague", ON, (replace(OWN[0], by="colleague"),))
    for state in (DRAFTED, PREPARED):
        written = given(domain, state).when(anew).then(events.Rewritten)
        assert (written.status, written.drafted_by) == ("prepared", "colleague")
        given(domain, written).when(APPROVE).refused("four_eyes")
        taken = given(domain, written).when(commands.Prepare("drafter")).then(events.Prepared)
        given(domain, taken).when(APPROVE).refused("four_eyes")
        given(domain, taken).when(replace(APPROVE, by="chair")).then(events.Approved, events.Issued)
        given(domain, written).when(anew).nothing_happens()
    given(domain, ISSUED).when(anew).refused("is_issued")


def test_a_correction_drops_what_was_worded_of_what_it_mends_and_keeps_its_writers() -> None:
    parts = ("reasons", "strengths", "evidence-reg11_agencies-1")
    own = tuple(commands.Written(part, "sealed", "drafter", ON) for part in parts)
    written = (
        given(domain, DRAFTED).when(commands.Rewrite("drafter", ON, own)).then(events.Rewritten)
    )
    correct = commands.Correct("other", 1, mended(("reasons", "criteria", "themes")))
    now = given(domain, written).when(correct).then(events.Corrected)
    assert ([one.part for one in now.written], now.kind) == (["strengths"], "other")
    given(domain, ISSUED).when(correct).nothing_happens()
    all_gone = given(domain, now).when(replace(correct, number=2, mended=mended(("feedback",))))
    taken = given(domain, all_gone.then(events.Corrected)).when(commands.Prepare("colleague"))
    state = taken.then(events.Prepared)
    assert (state.written, state.corrected) == ((), 2)
    given(domain, state).when(replace(APPROVE, by="drafter")).refused("four_eyes")


def test_other_partners_make_it_a_draft_and_another_round_ends_it() -> None:
    moved = given(domain, PREPARED).when(commands.Readdress()).then(events.Readdressed)
    assert (moved.status, moved.drafted_by) == ("drafted", None)
    for quiet in (DRAFTED, ISSUED):
        given(domain, quiet).when(commands.Readdress()).nothing_happens()
    over = given(domain, PREPARED).when(commands.Overtake()).then(events.Overtaken)
    for late in (APPROVE, commands.SendBack("colleague", "sealed"), commands.Prepare("drafter")):
        refused = given(domain, over).when(late).refused("is_overtaken")
        assert "decided again" in refused.reason
        assert "take the latest letter" in refused.reason
        assert refused.source == rules.ROUNDS
    for quiet in (over, ISSUED):
        given(domain, quiet).when(commands.Overtake()).nothing_happens()


def test_it_is_drafted_again_from_the_decision_so_that_two_people_are_always_enough() -> None:
    written = (
        given(domain, DRAFTED).when(commands.Rewrite("drafter", ON, OWN)).then(events.Rewritten)
    )
    again = commands.DraftAgain("colleague", ON)
    fresh = given(domain, written).when(again).then(events.DraftedAgain)
    assert (fresh.status, fresh.written, fresh.authors) == ("drafted", (), ())
    given(domain, fresh).when(again).nothing_happens()
    given(domain, BLANK).when(again).refused("is_none")
    given(domain, ISSUED).when(again).refused("is_issued")
    mine = given(domain, fresh).when(commands.Prepare("drafter")).then(events.Prepared)
    given(domain, mine).when(APPROVE).then(events.Approved, events.Issued)


REVIEW = commands.OnReview(UUID(int=4), UUID(int=5), ("writer",), "words")
WITHDRAW = commands.Withdraw("colleague", ON, "sealed")


def test_a_letter_that_is_out_is_withdrawn_by_another_than_those_who_wrote_it() -> None:
    for early in (BLANK, DRAFTED, PREPARED):
        given(domain, early).when(WITHDRAW).refused("not_out")
    own = given(domain, ISSUED).when(replace(WITHDRAW, by="drafter")).refused("four_eyes")
    assert own.source == rules.WITHDRAWN
    gone = given(domain, ISSUED).when(WITHDRAW).then(events.Withdrawn)
    assert (gone.status, gone.is_out, gone.is_open) == ("withdrawn", True, False)
    assert gone.withdrawn == events.Withdrawn("colleague", ON, "sealed")
    given(domain, gone).when(replace(WITHDRAW, by="chair")).nothing_happens()
    for late in (APPROVE, commands.Prepare("drafter"), commands.DraftAgain("drafter", ON)):
        given(domain, gone).when(late).refused("is_withdrawn")


def test_one_letter_stands_in_the_place_of_a_withdrawn_one_unless_the_case_went_on() -> None:
    gone = given(domain, ISSUED).when(WITHDRAW).then(events.Withdrawn)
    anew = replace(DRAFT, replaces=gone.id, corrected=2, counted_from=ON)
    state = given(domain, Letter(UUID(int=9))).when(anew).then(events.Drafted)
    assert (state.replaces, state.corrected, state.counted_from) == (gone.id, 2, ON)
    replaceable(gone, [gone])
    for letter, of_case, code in (
        (ISSUED, [ISSUED], "not_withdrawn"),
        (gone, [gone, replace(DRAFTED, round=3)], "is_overtaken"),
    ):
        with pytest.raises(Refused) as refused:
            replaceable(letter, of_case)
        assert refused.value.code == code


def test_who_begins_a_letter_on_a_local_review_never_approves_it_whatever_came_between() -> None:
    begin = replace(DRAFT, decision_id=None, kind="comments_on_delay", round=0, on_review=REVIEW)
    begun = given(domain, BLANK).when(begin).then(events.Drafted)
    assert (begun.on_review, begun.authors) == (REVIEW, ("writer",))
    state = given(domain, begun).when(commands.Prepare("drafter")).then(events.Prepared)
    worded = given(domain, state).when(commands.Rewrite("drafter", ON, OWN)).then(events.Rewritten)
    again = given(domain, worded).when(commands.DraftAgain("chair", ON)).then(events.DraftedAgain)
    moved = given(domain, state).when(commands.Readdress()).then(events.Readdressed)
    for draft in (again, moved):
        ready = given(domain, draft).when(commands.Prepare("drafter")).then(events.Prepared)
        given(domain, ready).when(replace(APPROVE, by="writer")).refused("four_eyes")
    out = given(domain, state).when(APPROVE).then(events.Approved, events.Issued)
    given(domain, out).when(replace(WITHDRAW, by="writer")).refused("four_eyes")


def test_a_letter_on_a_local_review_is_replaced_unless_a_later_one_of_its_kind_says_it() -> None:
    own = replace(ISSUED, kind="comments_on_delay", round=0, decision_id=None, on_review=REVIEW)
    gone = given(domain, own).when(WITHDRAW).then(events.Withdrawn)
    other = replace(own, id=UUID(int=8))
    for quiet in (
        replace(DRAFTED, id=UUID(int=8), round=3),
        replace(other, kind="comments_on_report", status="drafted", issued_on=None),
        replace(other, status="drafted", issued_on=None, replaces=gone.id),
        other,
    ):
        replaceable(gone, [gone, quiet])
    for later in (
        replace(other, status="prepared", issued_on=None),
        replace(other, issued_on=date(2026, 6, 9)),
    ):
        with pytest.raises(Refused) as refused:
            replaceable(gone, [gone, later])
        assert refused.value.code == "is_overtaken"


def test_what_is_done_again_changes_nothing() -> None:
    for state in (DRAFTED, PREPARED, ISSUED):
        given(domain, state).when(DRAFT).nothing_happens()
    given(domain, PREPARED).when(commands.Prepare("drafter")).nothing_happens()
    given(domain, ISSUED).when(APPROVE).nothing_happens()
    given(domain, ISSUED).when(replace(APPROVE, by="drafter")).nothing_happens()


def test_another_person_may_take_a_draft_over_and_then_does_not_approve_it() -> None:
    state = given(domain, PREPARED).when(commands.Prepare("colleague")).then(events.Prepared)
    given(domain, state).when(APPROVE).refused("four_eyes")


def test_it_is_sent_back_by_another_with_a_reason_and_is_a_draft_again() -> None:
    back = commands.SendBack("colleague", "sealed")
    given(domain, DRAFTED).when(back).refused("unprepared")
    given(domain, PREPARED).when(commands.SendBack("drafter", "sealed")).refused("four_eyes")
    state = given(domain, PREPARED).when(back).then(events.SentBack)
    assert (state.status, state.drafted_by, state.sent_back_because) == ("drafted", None, "sealed")
    assert "is out already" in given(domain, ISSUED).when(back).refused("is_issued").reason


PEOPLE = st.sampled_from(["drafter", "colleague", "chair"])
COMMANDS = st.one_of(
    st.just(DRAFT),
    st.builds(commands.Prepare, PEOPLE),
    st.builds(
        commands.Approve,
        PEOPLE,
        st.just(ON),
        warnings=st.sampled_from([(), ("tone",)]),
        override=st.sampled_from([None, "sealed"]),
    ),
    st.builds(
        commands.Rewrite,
        PEOPLE,
        st.just(ON),
        st.builds(lambda by: (replace(OWN[0], by=by),), PEOPLE),
    ),
    st.builds(commands.DraftAgain, PEOPLE, st.just(ON)),
    st.builds(commands.SendBack, PEOPLE, st.just("sealed")),
    st.builds(commands.Correct, st.just("other"), st.just(1), st.just(("reasons",))),
    st.just(commands.Readdress()),
    st.just(commands.Overtake()),
    st.builds(commands.Withdraw, PEOPLE, st.just(ON), st.just("sealed")),
)


@hypothesis_given(st.lists(COMMANDS, max_size=15))
def test_no_sequence_issues_a_letter_with_one_pair_of_eyes(
    commands: list[commands.Command],
) -> None:
    state = BLANK
    for command in commands:
        before = state
        try:
            events = domain.decide(state, command)
        except Refused as refused:
            assert refused.source
            continue
        for event in events:
            state = domain.evolve(state, event)
        if before.is_out:
            as_it_went = replace(state, status="issued", withdrawn=None)
            assert as_it_went == replace(before, status="issued", withdrawn=None)
        if state.withdrawn:
            assert state.withdrawn.by not in state.authors
        if state.is_out:
            assert state.approved_by
            assert state.drafted_by
            assert state.approved_by not in state.authors
