"""The ledger of action: facts out."""

from collections.abc import Sequence
from typing import Any, assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review import action_ledger as told
from services.review.action_ledger import domain


def announce(
    state: domain.Ledger, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of one event."""
    action = next(one for one in state.actions if one.number == event.number)
    own: dict[str, Any] = {
        "incident_id": state.id,
        "reference": state.reference,
        "action_id": action.id,
        "number": action.number,
    }
    return (_fact(own, action, event),)


def _fact(own: dict[str, Any], action: domain.Action, event: domain.Event) -> Fact:
    said: Any = event.said
    match event:
        case domain.Added():
            return told.LedgerActionAddedV1(
                **own,
                theme=said.theme,
                added_on=event.on,
                due_on=event.due_on,
                measurable=said.measure is not None,
                action=said.action,
                owner=said.owner,
                measure=said.measure,
                recommendation=said.recommendation,
            )
        case domain.Evidenced():
            return told.ActionEvidenceRecordedV1(
                **own,
                evidence_kind=said.evidence_kind,
                on=event.on,
                evidence=said.evidence,
                document=said.document,
            )
        case domain.Measured():
            return told.ActionResultRecordedV1(
                **own, on=event.on, result=said.result, measured=said.measured
            )
        case domain.Closed():
            return told.LedgerActionClosedV1(
                **own,
                on=event.on,
                state=told.ActionState(event.state),
                days_late=max(0, (event.on - action.due_on).days),
                why=said.why,
            )
        case _:
            assert_never(event)
