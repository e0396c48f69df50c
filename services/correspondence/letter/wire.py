"""Letters: facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Clock, Partner
from contracts.correspondence import (
    LetterApprovedV1,
    LetterDraftedV1,
    LetterIssuedV1,
    LetterKind,
)
from contracts.envelope import Fact
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
    due: Any
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
            reply_clock=Clock(
                code="P2" if state.kind == "request_information" else "P3",
                title="The partners' reply",
                started_on=event.on,
                due_on=self.due,
                basis="service level",
                policy_version="clocks-1",
            ),
        )
