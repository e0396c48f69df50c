"""How a letter was received: read once, and the last word on its clarity counts."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.correspondence.reception import domain
from tests.support.spec import given

ON = date(2026, 6, 9)
ABOUT = domain.About(
    UUID(int=1), UUID(int=2), "CSPR-2026-00088-X", "advise_lcspr", "police", "ashmere-police"
)
READ = domain.Acknowledge(ABOUT, "person:officer", ON)
CLEAR = domain.Say(UUID(int=5), ABOUT, "person:officer", ON, "yes")
BLANK = domain.Reception(UUID(int=9))


def test_a_letter_is_read_once_by_an_organisation() -> None:
    state = given(domain, BLANK).when(READ).then(domain.Acknowledged)
    assert (state.read_by, state.read_on, state.said) == ("person:officer", ON, None)
    given(domain, state).when(replace(READ, by="person:other")).nothing_happens()


def test_who_says_whether_it_was_clear_has_read_it() -> None:
    state = given(domain, BLANK).when(CLEAR).then(domain.Acknowledged, domain.Said)
    assert (state.read_on, state.said) == (ON, CLEAR)
    given(domain, state).when(READ).nothing_happens()


def test_the_last_answer_counts_and_the_same_one_is_quiet() -> None:
    state = given(domain, BLANK).when(CLEAR).then(domain.Acknowledged, domain.Said)
    given(domain, state).when(replace(CLEAR, id=UUID(int=6))).nothing_happens()
    partly = replace(CLEAR, id=UUID(int=7), clear="partly", words="sealed")
    now = given(domain, state).when(partly).then(domain.Said)
    assert now.said == partly
    given(domain, now).when(replace(partly, words="sealed anew")).nothing_happens()
    more = replace(partly, id=UUID(int=8))
    assert given(domain, now).when(more).then(domain.Said).said == more
