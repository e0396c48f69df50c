"""A standard line: worded by one, approved by another, reviewed and expiring on named days."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from chassis.errors import Refused
from services.correspondence.letter import standing
from services.correspondence.letter_types import BY_CODE
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.policy.lines import first_lines
from services.correspondence.standard_line import domain
from services.correspondence.standard_line.domain import Line, Wording
from services.correspondence.standard_line.store import first, id_of
from tests.support.spec import given

MONDAY = date(2026, 6, 8)
LATER, LAST = date(2027, 6, 8), date(2028, 6, 8)
ONE, TWO, THREE = "person:one", "person:two", "person:three"
BLANK = first(id_of("thanks"))


def wording(text: str = "The Panel thanks you.", **more: Any) -> Wording:
    return Wording(
        **{"text": text, "owner": "chair", "review_on": LATER, "expires_on": LAST, **more}
    )


def propose(
    text: str = "The Panel thanks you.", by: str = ONE, read: int = 1, **more: Any
) -> domain.Propose:
    return domain.Propose(by, MONDAY, wording(text, **more), read)


def approve(by: str = TWO, read: int = 2, on: date = MONDAY) -> domain.Approve:
    return domain.Approve(by, on, read)


PROPOSED = given(domain, BLANK).when(propose()).then(domain.Proposed)
APPROVED = given(domain, PROPOSED).when(approve()).then(domain.Approved)


@pytest.mark.need("D11")
def test_another_person_than_worded_it_puts_it_in_force() -> None:
    given(domain, PROPOSED).when(approve(ONE)).refused("own_words")
    assert APPROVED.now.wording == wording()
    assert (APPROVED.now.approved_by, APPROVED.now.approved_on) == (TWO, MONDAY)
    assert APPROVED.versions[0] == BLANK.now, "what was said before stays on record"
    given(domain, APPROVED).when(approve()).nothing_happens()
    given(domain, APPROVED).when(propose()).nothing_happens()


def test_who_had_a_hand_in_what_waits_does_not_approve_it() -> None:
    again = given(domain, PROPOSED).when(propose("We thank you.", TWO, 2)).then(domain.Proposed)
    for name in (ONE, TWO):
        given(domain, again).when(approve(name, read=3)).refused("own_words")
    given(domain, again).when(approve(THREE)).refused("stale")
    given(domain, again).when(approve(THREE, read=3)).then(domain.Approved)


def test_what_is_withdrawn_is_not_approved_and_its_number_never_means_another() -> None:
    gone = given(domain, PROPOSED).when(domain.Withdraw(TWO)).then(domain.Withdrawn)
    given(domain, gone).when(domain.Withdraw(TWO)).nothing_happens()
    given(domain, gone).when(approve()).refused("not_proposed")
    other = given(domain, gone).when(propose("We thank you.", TWO, 2)).then(domain.Proposed)
    given(domain, other).when(approve(ONE)).refused("stale")
    assert given(domain, other).when(approve(ONE, read=3)).then(domain.Approved).now.number == 3


def test_a_wording_of_a_colleague_is_not_written_over_by_who_did_not_read_it() -> None:
    late = propose("We thank you.", TWO, read=1)
    assert given(domain, PROPOSED).when(late).refused("stale").field == "text"
    given(domain, PROPOSED).when(propose()).nothing_happens()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": ""}, "text"),
        ({"review_on": MONDAY}, "review_on"),
        ({"expires_on": date(2027, 6, 7)}, "expires_on"),
    ],
)
def test_a_line_has_words_a_day_of_review_and_a_later_last_day(
    more: dict[str, Any], field: str
) -> None:
    assert given(domain, BLANK).when(propose(**more)).refused("refused").field == field


def test_what_would_have_expired_is_not_put_in_force() -> None:
    late = approve(on=date(2028, 6, 9))
    given(domain, PROPOSED).when(late).refused("expired")
    given(domain, PROPOSED).when(approve(on=LAST)).then(domain.Approved)


@pytest.mark.need("D11")
def test_it_expires_after_its_last_day_and_is_reviewed_before() -> None:
    assert [APPROVED.to_review(on) for on in (date(2027, 6, 7), LATER)] == [False, True]
    assert [APPROVED.is_expired(on) for on in (LAST, date(2028, 6, 9))] == [False, True]


COMMANDS = st.one_of(
    st.builds(
        propose,
        st.sampled_from(["One.", "Two."]),
        st.sampled_from([ONE, TWO]),
        st.integers(1, 6),
    ),
    st.builds(approve, st.sampled_from([ONE, TWO, THREE]), st.integers(1, 6)),
    st.builds(domain.Withdraw, st.sampled_from([ONE, TWO])),
)


@any_of(st.lists(COMMANDS, max_size=12))
def test_whatever_is_tried_no_wording_is_in_force_that_its_writer_approved(
    tried: list[domain.Command],
) -> None:
    state: Line = BLANK
    for command in tried:
        waits = state.proposal
        try:
            events = domain.decide(state, command)
        except Refused:
            continue
        for event in events:
            state = domain.evolve(state, event)
        assert domain.decide(state, command) == (), "said twice, it changes nothing"
        if events and isinstance(command, domain.Approve):
            assert waits
            assert command.by not in waits.by
    numbers = [one.number for one in state.versions]
    assert numbers == sorted(set(numbers))


def test_every_line_that_an_installation_begins_with_has_all_that_a_line_must() -> None:
    for one in first_lines().values():
        assert one.text
        assert one.approved_on < one.review_on <= one.expires_on
        assert first(id_of(one.code)).now.wording.text == one.text


@pytest.mark.need("D11")
def test_only_a_line_that_stands_in_the_letter_and_is_out_of_date_is_doubtful() -> None:
    lines = {code: first(id_of(code)) for code in first_lines()}
    silent = BY_CODE["advise_lcspr"].render(a_sample(asks=()))
    used = standing.used(silent, lines)
    assert [one.code for one in used] == [
        "who-we-are",
        "positions",
        "yours-to-decide",
        "context",
        "answering",
    ]
    assert "who-we-are:1" in standing.pinned(used)
    last = first_lines()["context"].expires_on
    assert list(standing.expired(used, last)) == []
    doubts = list(standing.expired(used, date(2029, 6, 3)))
    assert {one.code for one in doubts} == {"expired_line"}
    assert [one.place for one in doubts][-1] == "How to answer"
    assert "expired after Saturday 2 June 2029" in doubts[0].words
