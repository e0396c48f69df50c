"""Letters: facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from chassis import clocks
from chassis.execute import Order
from contracts.codes import Clock, Partner
from contracts.correspondence import (
    LetterApprovedV1,
    LetterDraftedV1,
    LetterIssuedV1,
    LetterKind,
    LetterRewordedV1,
)
from contracts.envelope import Fact
from contracts.letter_course import LetterWithdrawnV1
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.document import store as documents
from services.correspondence.letter import events, wire_on_review
from services.correspondence.letter.commands import Command
from services.correspondence.letter.state import Letter
from services.correspondence.letter.texts import Made
from services.correspondence.letter_types import BY_CODE
from services.correspondence.letter_types.correction import CORRECTION
from services.correspondence.letter_types.frame import TEMPLATE_VERSION


def announce_step(state: Letter, event: events.Event, order: Order[Command]) -> Sequence[Fact]:
    """A draft, and each change of its words; people's other steps are told when it goes out."""
    match event:
        case events.Drafted() | events.Corrected():
            return (_drafted(state, order.cause.actor),)
        case events.Rewritten() | events.DraftedAgain():
            reworded = LetterRewordedV1(
                **_ids(state),
                parts=tuple(one.part for one in state.written),
                reworded_by=event.by,
                reworded_on=event.on,
            )
            return (reworded,)
        case events.Prepared() | events.SentBack() | events.Readdressed():
            return ()
        case events.Approved() | events.Issued() | events.Overtaken():
            return ()
        case events.Discarded():
            assert state.on_review, "a person began it"
            return (wire_on_review.discarded(state, state.on_review, event),)
        case events.Withdrawn():
            return (_withdrawn(state, event),)
        case _:
            assert_never(event)


def _ids(state: Letter) -> dict[str, Any]:
    return {
        "incident_id": state.incident_id,
        "reference": state.reference,
        "letter_id": state.id,
    }


def _drafted(state: Letter, by: str) -> Fact:
    if state.on_review:
        return wire_on_review.drafted(state, state.on_review, by)
    assert state.decision_id, "a drafted letter tells of a decision"
    return LetterDraftedV1(
        **_ids(state),
        decision_id=state.decision_id,
        letter_kind=LetterKind(state.kind),
        round=state.round,
        template_version=TEMPLATE_VERSION,
    )


def _withdrawn(state: Letter, event: events.Withdrawn) -> Fact:
    if state.on_review:
        return wire_on_review.withdrawn(state, state.on_review, event)
    assert state.decision_id, "a letter tells of a decision"
    assert state.issued_on, "it went out"
    return LetterWithdrawnV1(
        **_ids(state),
        decision_id=state.decision_id,
        letter_kind=LetterKind(state.kind),
        round=state.round,
        issued_on=state.issued_on,
        withdrawn_by=event.by,
        withdrawn_on=event.on,
    )


@dataclass(frozen=True)
class Issuing:
    """What the facts of approval and issue need from outside the letter."""

    document: documents.Stored
    made: Made
    recipients: tuple[Partner, ...]

    def announce(
        self, state: Letter, event: events.Event, _order: Order[Command]
    ) -> Sequence[Fact]:
        """The facts that tell of one event."""
        match event:
            case events.Drafted() | events.Prepared() | events.SentBack() | events.Readdressed():
                return ()
            case events.Rewritten() | events.DraftedAgain() | events.Corrected():
                return ()
            case events.Overtaken() | events.Discarded() | events.Withdrawn():
                return ()
            case events.Approved():
                return (_approved(state, event),)
            case events.Issued():
                return (self._issued(state, event),)
            case _:
                assert_never(event)

    def _issued(self, state: Letter, event: events.Issued) -> Fact:
        if state.on_review:
            return wire_on_review.issued(
                state, state.on_review, event, self.recipients, self.document
            )
        assert state.decision_id, "a letter tells of a decision"
        return LetterIssuedV1(
            **_ids(state),
            decision_id=state.decision_id,
            letter_kind=LetterKind(state.kind),
            awaits_decision=BY_CODE[state.kind].awaits_decision,
            round=state.round,
            issued_on=event.on,
            recipients=self.recipients,
            document=self.document.ref(),
            reply_clock=_clock_started(state, self.made, event.on),
            replaces=state.replaces,
        )


def _approved(state: Letter, event: events.Approved) -> LetterApprovedV1:
    return LetterApprovedV1(
        **_ids(state),
        drafted_by=str(state.drafted_by),
        approved_by=event.by,
        approved_on=event.on,
        reworded_by=tuple(dict.fromkeys(one.by for one in state.written)),
        warnings=event.warnings,
        lines=event.lines,
    )


def _clock_started(state: Letter, made: Made, on: date) -> Clock | None:
    """A correction or a reissue moves no day by which the partners were asked to answer."""
    assert isinstance(made, DecisionRecordedV1), "a letter tells of a decision"
    said_again = state.kind == CORRECTION.code or state.replaces is not None
    return None if said_again else reply_clock(made, on)


def reply_due(decision: DecisionRecordedV1, on: date) -> date | None:
    """When the partners' answer to a letter of that day is due; None where it awaits none."""
    clock = reply_clock(decision, on)
    return clock.due_on if clock else None


def reply_clock(decision: DecisionRecordedV1, on: date) -> Clock | None:
    """The clock of the partners' answer that a letter starts, by the terms its decision pinned."""
    terms = decision.reply_terms
    if terms is None:
        return None
    return clocks.clock({**terms.model_dump(), "version": terms.policy_version}, on)
