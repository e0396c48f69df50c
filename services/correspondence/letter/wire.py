"""Letters: facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from chassis.calendar import CALENDAR_VERSION, add_working_days
from chassis.execute import Order
from contracts.codes import Clock, Partner
from contracts.correspondence import (
    LetterApprovedV1,
    LetterDraftedV1,
    LetterIssuedV1,
    LetterKind,
)
from contracts.envelope import Fact
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence.document import store as documents
from services.correspondence.letter import domain
from services.correspondence.letter_types.kind import TEMPLATE_VERSION


def announce_drafted(
    state: domain.Letter, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that there is a draft; people's own steps are told when the letter goes out."""
    if not isinstance(event, domain.Drafted):
        return ()
    assert state.incident_id, "a drafted letter belongs to a case"
    assert state.decision_id, "a drafted letter tells of a decision"
    drafted = LetterDraftedV1(
        incident_id=state.incident_id,
        reference=state.reference,
        letter_id=state.id,
        decision_id=state.decision_id,
        letter_kind=LetterKind(state.kind),
        round=state.round,
        template_version=TEMPLATE_VERSION,
    )
    return (drafted,)


@dataclass(frozen=True)
class Issuing:
    """What the facts of approval and issue need from outside the letter."""

    document: documents.Stored
    clock: Clock | None
    recipients: tuple[Partner, ...]

    def announce(
        self, state: domain.Letter, event: domain.Event, _order: Order[domain.Command]
    ) -> Sequence[Fact]:
        """The facts that tell of one event."""
        ids: dict[str, Any] = {
            "incident_id": state.incident_id,
            "reference": state.reference,
            "letter_id": state.id,
        }
        match event:
            case domain.Drafted() | domain.Prepared() | domain.SentBack():
                return ()
            case domain.Approved():
                approved = LetterApprovedV1(
                    **ids,
                    drafted_by=str(state.drafted_by),
                    approved_by=event.by,
                    approved_on=event.on,
                )
                return (approved,)
            case domain.Issued():
                return (self._issued(ids, state, event),)
            case _:
                assert_never(event)

    def _issued(
        self, ids: dict[str, Any], state: domain.Letter, event: domain.Issued
    ) -> LetterIssuedV1:
        assert state.decision_id, "a letter tells of a decision"
        return LetterIssuedV1(
            **ids,
            decision_id=state.decision_id,
            letter_kind=LetterKind(state.kind),
            round=state.round,
            issued_on=event.on,
            recipients=self.recipients,
            document=self.document.ref(),
            reply_clock=self.clock,
        )


def reply_due(decision: DecisionRecordedV1, on: date) -> date | None:
    """When the partners' answer to a letter of that day is due; None where it awaits none."""
    terms = decision.reply_terms
    return add_working_days(on, terms.working_days) if terms else None


def reply_clock(decision: DecisionRecordedV1, on: date) -> Clock | None:
    """The clock of the partners' answer that a letter starts, by the terms its decision pinned."""
    terms, due = decision.reply_terms, reply_due(decision, on)
    if terms is None or due is None:
        return None
    return Clock(
        code=terms.code,
        title=terms.title,
        started_on=on,
        due_on=due,
        basis=terms.basis,
        policy_version=f"{terms.policy_version}; {CALENDAR_VERSION}",
    )
