"""A view that a partner raised is considered, and answered or said to need no answer; the Panel's own clock runs."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from chassis.errors import Refused
from contracts.codes import Partner, ReviewPosition, View
from services.correspondence.policy.dialogue import panels_clock
from services.correspondence.read_models.voices import protected
from services.correspondence.voice import domain
from services.correspondence.voice.commands import (
    Answer,
    Chase,
    Close,
    Command,
    Consider,
    FallDue,
    Hear,
    Raise,
    TakeBack,
)
from services.correspondence.voice.domain import Voice, thread_awaits
from services.correspondence.voice.raising import of_positions
from tests.support.spec import given

CASE, LETTER = UUID(int=1), UUID(int=2)
MONDAY, DUE, AFTER = date(2026, 6, 8), date(2026, 6, 22), date(2026, 6, 23)
REPLY_BY, LATER = date(2026, 7, 1), date(2026, 7, 2)
BLANK = Voice(UUID(int=3))
REPLY = Raise(CASE, "CSPR-2026-00088-X", "reply", "police", MONDAY, thread_id=LETTER)
RAISED = given(domain, BLANK).when(REPLY).then(domain.Raised)
STATED = (
    given(domain, BLANK).when(replace(REPLY, source="position", thread_id=None)).then(domain.Raised)
)
ANSWER = Answer("person:one", MONDAY, "thread", effect="added", words="sealed")
ASKS = replace(ANSWER, reply_by=REPLY_BY)
ANSWERED = given(domain, RAISED).when(ANSWER).then(domain.Considered, domain.Answered)
ASKED = given(domain, RAISED).when(ASKS).then(domain.Considered, domain.Answered)
CHASE = Chase(LATER, date(2026, 6, 25), times_max=2)


@pytest.mark.need("D7")
def test_a_reply_is_answered_in_its_thread_once_and_it_is_said_how_it_counted() -> None:
    given(domain, RAISED).when(REPLY).nothing_happens()
    given(domain, RAISED).when(replace(ANSWER, words=None)).refused("no_words")
    given(domain, RAISED).when(replace(ANSWER, effect=None)).refused("not_considered")
    given(domain, RAISED).when(replace(ANSWER, reply_by=MONDAY)).refused("past")
    assert ANSWERED.considered.effect == "added"
    given(domain, ANSWERED).when(ANSWER).refused("answered")
    given(domain, ANSWERED).when(Close("person:one", MONDAY, "thanks")).refused("closed")


def test_what_a_withdrawn_letter_answered_waits_again_and_another_may_answer_it() -> None:
    by_letter = replace(ANSWER, way="letter", words=None, letter_id=LETTER)
    answered = given(domain, STATED).when(by_letter).then(domain.Considered, domain.Answered)
    given(domain, answered).when(TakeBack(UUID(int=9))).nothing_happens()
    given(domain, ANSWERED).when(TakeBack(LETTER)).nothing_happens()
    waits = given(domain, answered).when(TakeBack(LETTER)).then(domain.TakenBack)
    assert waits.awaits_panel
    given(domain, waits).when(TakeBack(LETTER)).nothing_happens()
    other = replace(by_letter, letter_id=UUID(int=9), effect=None)
    assert given(domain, waits).when(other).then(domain.Answered).considered == waits.considered


def test_what_was_considered_before_keeps_how_it_counted() -> None:
    weigh = Consider("person:one", MONDAY, "changed")
    considered = given(domain, RAISED).when(weigh).then(domain.Considered)
    assert considered.awaits_panel
    given(domain, considered).when(weigh).nothing_happens()
    given(domain, considered).when(replace(weigh, effect="added")).refused("considered")
    answered = given(domain, considered).when(ANSWER).then(domain.Answered)
    assert answered.considered.effect == "changed"


def test_a_position_is_answered_by_a_letter_and_never_in_a_thread_that_it_has_not() -> None:
    given(domain, STATED).when(ANSWER).refused("no_thread")
    letter = Answer("system", MONDAY, "letter", effect="unchanged", letter_id=LETTER)
    given(domain, STATED).when(replace(letter, letter_id=None)).refused("no_letter")
    given(domain, STATED).when(replace(letter, reply_by=REPLY_BY)).refused("way")
    given(domain, STATED).when(letter).then(domain.Considered, domain.Answered)
    given(domain, STATED).when(FallDue(AFTER, DUE)).nothing_happens()


def test_that_a_reply_needs_no_answer_has_a_reason_and_an_answer_may_still_follow() -> None:
    other = Close("person:one", MONDAY, "other")
    assert given(domain, RAISED).when(other).refused("no_words").field == "because"
    closed = given(domain, RAISED).when(replace(other, words="sealed")).then(domain.Closed)
    assert not closed.awaits_panel
    given(domain, closed).when(replace(other, words="sealed")).nothing_happens()
    given(domain, closed).when(Consider("person:one", MONDAY, "added")).refused("closed")
    given(domain, closed).when(ANSWER).then(domain.Considered, domain.Answered)


@pytest.mark.need("D7")
def test_the_panel_has_ten_working_days_for_a_reply_and_is_told_once_that_it_is_late() -> None:
    clock = panels_clock(MONDAY)
    assert (clock.code, clock.due_on) == ("P4", DUE)
    assert "own service level" in clock.basis
    given(domain, RAISED).when(FallDue(DUE, DUE)).nothing_happens()
    late = given(domain, RAISED).when(FallDue(AFTER, DUE)).then(domain.FellDue)
    given(domain, late).when(FallDue(LATER, DUE)).nothing_happens()
    given(domain, ANSWERED).when(FallDue(AFTER, DUE)).nothing_happens()


def test_a_partner_is_reminded_of_what_was_asked_back_now_and_then_and_not_for_ever() -> None:
    given(domain, ANSWERED).when(CHASE).nothing_happens()
    given(domain, ASKED).when(replace(CHASE, on=REPLY_BY)).nothing_happens()
    once = given(domain, ASKED).when(CHASE).then(domain.Chased)
    given(domain, once).when(CHASE).nothing_happens()
    again = Chase(date(2026, 7, 9), LATER, times_max=2)
    twice = given(domain, once).when(again).then(domain.Chased)
    given(domain, twice).when(Chase(date(2026, 8, 9), again.on, 2)).nothing_happens()
    heard = given(domain, once).when(Hear(LATER)).then(domain.Heard)
    given(domain, heard).when(again).nothing_happens()
    given(domain, heard).when(Hear(LATER)).nothing_happens()


def test_a_thread_waits_for_the_panel_before_it_waits_for_a_partner() -> None:
    assert thread_awaits([]) == "empty"
    assert thread_awaits([ASKED, RAISED]) == "panel"
    assert thread_awaits([ASKED, ANSWERED]) == "partner"
    assert thread_awaits([ANSWERED]) == "closed"


@pytest.mark.need("D6")
def test_where_partners_differ_each_one_s_view_is_raised_alike_and_a_reservation_always() -> None:
    def raised(*views: View, reserved: str | None = None) -> list[str]:
        stated = [
            ReviewPosition(
                partner=one, view=view, reservation=reserved if one == Partner.POLICE else None
            )
            for one, view in zip(Partner, views, strict=True)
        ]
        found = of_positions(CASE, "CSPR-2026-00088-X", stated, MONDAY)
        return [command.partner for _, command in found if isinstance(command, Raise)]

    assert raised(View.YES, View.YES, View.YES) == []
    assert raised(View.YES, View.NO, View.YES) == ["authority", "health", "police"]
    assert raised(View.NO, View.NO, View.NO, reserved="a.b.c.d.e") == ["police"]


COMMANDS: list[Command] = [
    REPLY,
    Consider("person:one", MONDAY, "added"),
    ANSWER,
    ASKS,
    Close("person:two", MONDAY, "thanks"),
    Hear(MONDAY),
    FallDue(AFTER, DUE),
    CHASE,
]


@any_of(st.lists(st.sampled_from(COMMANDS), max_size=12))
def test_whatever_is_done_a_view_is_told_late_once_and_answered_once(done: list[Command]) -> None:
    state, events = BLANK, []
    for command in done:
        try:
            made = domain.decide(state, command)
        except Refused:
            continue
        for event in made:
            state = domain.evolve(state, event)
            events.append(type(event))
    for once in (domain.Raised, domain.Answered, domain.Considered, domain.FellDue):
        assert events.count(once) <= 1
    assert not (state.awaits_panel and state.answer)


@pytest.mark.need("D6")
def test_small_numbers_of_voices_are_hidden_with_what_would_give_them_away() -> None:
    def shown(answered: int, closed: int, waiting: int, late: int) -> list[int | None]:
        cells = {
            ("police", "raised"): 40,
            ("police", "answered"): answered,
            ("police", "closed"): closed,
            ("police", "waiting"): waiting,
            ("police", "late"): late,
        }
        return list(protected(cells, limit=2).values())

    assert shown(30, 7, 3, 0) == [40, 30, 7, 3, 0]
    assert shown(30, 9, 1, 5) == [40, 30, None, None, 5]
    assert shown(30, 7, 3, 2) == [40, 30, 7, 3, None]
