"""The register of members, and what it says of who reads and decides a case."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.review import sitting
from services.review.meeting import domain as meeting
from services.review.member import domain
from services.review.member.domain import (
    Changed,
    Correct,
    Declare,
    EndTerm,
    Enter,
    Entered,
    Interest,
    Member,
    Practise,
    Prepare,
    Register,
)
from tests.support.spec import given

BLANK = Register(UUID(int=9))
ON = date(2026, 5, 14)
ROSE = Member("rose", "Rose Lunt", "health", date(2024, 4, 1))
OTTO = Member("otto", "Otto Brand", "police", date(2024, 4, 1), practised_until=date(2020, 1, 31))
KEPT = given(domain, BLANK).when(Enter((ROSE, OTTO))).then(Entered, Entered)


@pytest.mark.need("C15")
def test_members_are_entered_once_and_stay_as_the_register_has_them() -> None:
    given(domain, KEPT).when(Enter((replace(ROSE, sector="law"), OTTO))).nothing_happens()
    assert [one.id for one in KEPT.members] == ["rose", "otto"]


@pytest.mark.need("C15")
def test_term_preparation_and_practice_are_recorded() -> None:
    state = given(domain, KEPT).when(EndTerm("rose", ON)).then(Changed)
    state = given(domain, state).when(Prepare(ON, "rose", "induction", ON)).then(Changed)
    state = given(domain, state).when(Prepare(ON, "rose", "shadowing", ON)).then(Changed)
    state = given(domain, state).when(Practise(ON, "rose", date(2025, 1, 1))).then(Changed)
    rose = state.find("rose")
    assert rose
    assert (rose.serves(ON), rose.serves(date(2026, 5, 15))) == (True, False)
    assert rose.is_inducted(ON)
    assert not rose.is_inducted(date(2026, 5, 13))
    assert [kind for kind, _ in rose.prepared] == ["induction", "shadowing"]
    assert rose.practises(date(2025, 1, 1))
    assert not rose.practises(date(2025, 1, 2))
    given(domain, state).when(Prepare(ON, "rose", "shadowing", ON)).nothing_happens()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (EndTerm("nobody", ON), "unknown_member"),
        (EndTerm("rose", date(2024, 3, 31)), "term"),
        (Correct("rose", "Rose", "law", date(2027, 1, 1)), "term"),
        (Prepare(ON, "rose", "induction", date(2026, 5, 15)), "date"),
        (Practise(ON, "rose", date(2026, 5, 15)), "date"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_rule(command: object, code: str) -> None:
    ends = given(domain, KEPT).when(EndTerm("rose", ON)).then(Changed)
    given(domain, ends).when(command).refused(code)


def test_an_entry_is_put_right_as_a_new_fact() -> None:
    command = Correct("rose", "Rose Lunt-Hay", "education", ROSE.serves_from)
    state = given(domain, KEPT).when(command).then(Changed)
    assert [one.sector for one in state.members] == ["education", "police"]
    given(domain, state).when(command).nothing_happens()


def test_the_latest_word_on_a_tie_counts() -> None:
    tie = Declare("rose", Interest("ashmere", date(2026, 1, 1)))
    state = given(domain, KEPT).when(tie).then(Changed)
    given(domain, state).when(tie).nothing_happens()
    state = given(domain, state).when(Declare("rose", Interest("ashmere"))).then(Changed)
    rose = state.find("rose")
    assert rose
    assert len(rose.interests) == 1
    assert rose.is_tied_to("ashmere", ON)
    assert not rose.is_tied_to("brackenford", ON)


@pytest.mark.need("C5")
def test_a_member_lengthens_a_tie_and_only_the_staff_shorten_one() -> None:
    state = given(domain, KEPT).when(Declare("rose", Interest("ashmere"))).then(Changed)
    ended = Declare("rose", Interest("ashmere", date(2000, 1, 1)))
    assert given(domain, state).when(ended).refused("shortened").field == "until"
    state = given(domain, state).when(replace(ended, by_staff=True)).then(Changed)
    longer = Declare("rose", Interest("ashmere", date(2026, 12, 31)))
    given(domain, state).when(longer).then(Changed)


def met(*who: str) -> meeting.Meeting:
    people = tuple((one, "health", True) for one in who)
    return meeting.Meeting(UUID(int=2), "held", on=ON, members=people)


@pytest.mark.need("C5", "C15")
def test_the_quorum_asks_the_register_who_counts_and_why_not() -> None:
    state = given(domain, KEPT).when(EndTerm("rose", date(2026, 5, 13))).then(Changed)
    state = given(domain, state).when(Declare("otto", Interest("ashmere"))).then(Changed)
    held = sitting.held(state, met("rose", "otto", "guest"), "ashmere")
    assert held.present == ()
    assert {who: why for who, _, why in held.apart} == {
        "rose": "not_serving",
        "otto": "interest",
        "guest": "not_registered",
    }
    elsewhere = sitting.held(state, met("rose", "otto"), "brackenford")
    assert elsewhere.present == (("otto", "police"),)
    assert (elsewhere.not_recent, elsewhere.not_inducted) == (("otto",), ("otto",))


def test_before_a_register_is_kept_the_list_of_who_was_present_is_taken_at_its_word() -> None:
    held = sitting.held(BLANK, met("a", "b"), "ashmere")
    assert (held.present, held.apart) == ((("a", "health"), ("b", "health")), ())
    assert sitting.held(BLANK, None, "ashmere").on is None


def test_a_candidate_has_the_load_of_the_other_cases_and_what_shuts_them_out() -> None:
    state = given(domain, KEPT).when(Declare("otto", Interest("ashmere"))).then(Changed)
    this, other = UUID(int=3), UUID(int=4)
    reads = {this: ["rose"], other: ["rose", "otto"]}
    rose, otto = sitting.loaded(sitting.candidates(state, "ashmere", ON), reads, this)
    assert (rose.load, rose.why_not) == (1, None)
    assert otto.why_not == "they are tied to this partnership"
