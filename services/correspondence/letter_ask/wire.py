"""What a letter asks: facts out, without a word of it."""

from collections.abc import Sequence
from typing import Any, assert_never

from chassis.execute import Order
from contracts.dialogue import ChaseReason, PartnerChasedV1
from contracts.envelope import Fact
from contracts.letter_ask import LetterAskAnsweredV1, LetterAskPutV1, LetterAskTakenBackV1
from services.correspondence.letter_ask import domain


def announce(
    state: domain.LetterAsk, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of one event."""
    match event:
        case domain.WasPut():
            return (LetterAskPutV1(**_ids(state), put_on=state.put_on, due_on=state.due_on),)
        case domain.Answered():
            return (_answered(state, event),)
        case domain.TakenBack():
            return (LetterAskTakenBackV1(**_ids(state), taken_back_on=event.on),)
        case domain.Chased():
            return (_chased(state, event),)
        case _:
            assert_never(event)


def _answered(state: domain.LetterAsk, event: domain.Answered) -> LetterAskAnsweredV1:
    return LetterAskAnsweredV1(
        **_ids(state), reply_id=event.reply_id, answered_on=event.on, due_on=state.due_on
    )


def _chased(state: domain.LetterAsk, event: domain.Chased) -> PartnerChasedV1:
    return PartnerChasedV1(
        incident_id=state.incident_id,
        reference=state.reference,
        about=ChaseReason.LETTER_ASK,
        subject_id=state.id,
        partner=state.partner,
        due_on=state.due_on,
        chased_on=event.on,
        times=len(state.chased),
    )


def _ids(state: domain.LetterAsk) -> dict[str, Any]:
    return {
        "incident_id": state.incident_id,
        "reference": state.reference,
        "letter_id": state.letter_id,
        "ask_id": state.id,
        "number": state.number,
        "partner": state.partner,
    }
