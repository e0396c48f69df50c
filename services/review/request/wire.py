"""Requests for information: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.codes import Partner
from contracts.envelope import Fact
from contracts.review.consideration import (
    Ask,
    InformationRequestAnsweredV1,
    InformationRequestOpenedV1,
)
from services.review.policy import rules
from services.review.request import domain


def announce(
    state: domain.Request, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; nothing is told before the letter is issued."""
    match event:
        case domain.Announced():
            return ()
        case domain.Opened():
            assert state.decision_id, "a request follows a decision"
            opened = InformationRequestOpenedV1(
                incident_id=state.id,
                reference=state.reference,
                decision_id=state.decision_id,
                letter_id=event.letter_id,
                asks=tuple(Ask.model_validate(ask) for ask in state.asks),
                clock=rules.clock("P2", event.on),
            )
            return (opened,)
        case domain.Answered():
            assert state.opened_on, "only an open request is answered"
            answered = InformationRequestAnsweredV1(
                incident_id=state.id,
                reference=state.reference,
                partner=Partner(event.partner),
                numbers=event.numbers,
                open_numbers=state.open_numbers,
                clock=rules.clock("P2", state.opened_on, state.answered_on),
            )
            return (answered,)
        case _:
            assert_never(event)
