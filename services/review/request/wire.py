"""Requests for information: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.codes import Clock, Partner
from contracts.envelope import Fact
from contracts.review.consideration import (
    Ask,
    InformationRequestAnsweredV1,
    InformationRequestOpenedV1,
    Owed,
)
from services.review.policy import rules
from services.review.request import domain


def announce(
    state: domain.Request, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; nothing is told before the letter is issued.

    That a further version came instead of answers is told by the fact of that version.
    """
    match event:
        case domain.Announced() | domain.Closed():
            return ()
        case domain.Opened():
            assert state.decision_id, "a request follows a decision"
            opened = InformationRequestOpenedV1(
                incident_id=state.id,
                reference=state.reference,
                decision_id=state.decision_id,
                letter_id=event.letter_id,
                asks=tuple(Ask.model_validate(ask) for ask in state.asks),
                clock=clock(state),
            )
            return (opened,)
        case domain.Answered():
            answered = InformationRequestAnsweredV1(
                incident_id=state.id,
                reference=state.reference,
                partner=Partner(event.partner),
                numbers=event.numbers,
                owed=owed(state),
                clock=clock(state),
            )
            return (answered,)
        case _:
            assert_never(event)


def owed(state: domain.Request) -> tuple[Owed, ...]:
    """Who still owes what."""
    return tuple(Owed(number=n, partner=Partner(partner)) for n, partner in state.owed)


def clock(state: domain.Request) -> Clock:
    """The clock of an opened request, by the policy that its decision pinned."""
    assert state.opened_on, "the clock runs from the letter"
    assert state.decided_on, "a request follows a decision"
    return rules.clock("P2", state.opened_on, state.answered_on, pinned_on=state.decided_on)
