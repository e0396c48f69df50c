"""What a letter on a local review asks of a partner, from its going out to the answer."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Refused
from chassis.execute import Order
from chassis.tx import Cause
from services.correspondence.chase import Chase
from services.correspondence.letter_ask.domain import (
    Answer,
    Chased,
    Command,
    LetterAsk,
    Put,
    TakeBack,
    decide,
    evolve,
)
from services.correspondence.letter_ask.wire import announce

ID, CASE, LETTER, REPLY = (UUID(int=number) for number in range(1, 5))
PUT_ON, DUE, AFTER = date(2026, 6, 8), date(2026, 7, 6), date(2026, 7, 7)
PUT = Put(CASE, "CSPR-2026-00088-X", LETTER, 1, "police", PUT_ON, "sealed", DUE)
CAUSE = Cause(REPLY, "request", str(CASE), "partner:police")
ANSWER, BACK = Answer(REPLY, date(2026, 7, 1)), TakeBack(date(2026, 7, 2))


def chase(on: date, quiet: date = date(2026, 6, 30), times: int = 3) -> Chase:
    return Chase(on, quiet, times)


def after(*commands: Command) -> LetterAsk:
    state = LetterAsk(ID)
    for command in commands:
        for event in decide(state, command):
            state = evolve(state, event)
    return state


def test_it_is_put_once_and_its_answer_ends_it() -> None:
    assert decide(after(PUT), PUT) == ()
    done = after(PUT, ANSWER)
    assert (done.status, done.ended_on) == ("answered", ANSWER.on)
    assert decide(done, ANSWER) == decide(done, BACK) == decide(done, chase(AFTER)) == ()


def test_what_is_taken_back_is_awaited_no_more_and_not_answered() -> None:
    gone = after(PUT, BACK)
    assert gone.status == "taken_back"
    assert decide(gone, chase(AFTER)) == ()
    with pytest.raises(Refused, match="withdrawn"):
        decide(gone, ANSWER)


def test_without_a_day_nobody_is_reminded() -> None:
    open_ended = Put(CASE, "CSPR-2026-00088-X", LETTER, 1, "police", PUT_ON, "sealed")
    assert decide(after(open_ended), chase(date(2027, 1, 1))) == ()


@given(
    days=st.lists(st.integers(0, 60), max_size=12).map(sorted),
    times=st.integers(1, 4),
)
def test_a_partner_is_reminded_after_the_day_alone_and_so_often_at_most(
    days: list[int], times: int
) -> None:
    state = after(PUT)
    for one in days:
        on = date.fromordinal(DUE.toordinal() - 5 + one)
        quiet = date.fromordinal(on.toordinal() - 5)
        events = decide(state, chase(on, quiet, times))
        assert all(isinstance(event, Chased) for event in events)
        for event in events:
            state = evolve(state, event)
    assert len(state.chased) <= times
    assert all(one > DUE for one in state.chased)
    gaps = [
        b.toordinal() - a.toordinal() for a, b in zip(state.chased, state.chased[1:], strict=False)
    ]
    assert all(gap >= 5 for gap in gaps)


def test_no_fact_holds_what_is_asked() -> None:
    for commands in ((PUT,), (PUT, ANSWER), (PUT, BACK), (PUT, chase(AFTER))):
        before = after(*commands[:-1])
        [event] = decide(before, commands[-1])
        told = announce(evolve(before, event), event, Order(ID, CASE, commands[-1], CAUSE))
        assert told
        assert "sealed" not in str(told)
