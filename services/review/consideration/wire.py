"""Consideration: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.execute import Order
from contracts.codes import Finding, Outcome, View
from contracts.envelope import Fact
from contracts.review.consideration import (
    CaseListedV1,
    DecisionAnnouncedV1,
    DecisionRecordedV1,
    MemberRecusedV1,
    Quorum,
    RecordDecisionV1,
)
from services.review.consideration import commands, domain, events
from services.review.policy import rules

AGREED = {
    ("yes", "agree_lcspr"): True,
    ("no", "agree_no_lcspr"): True,
    ("yes", "question_lcspr"): False,
    ("no", "advise_lcspr"): False,
}


def decide_from(
    command: RecordDecisionV1,
    *,
    today: date,
    meeting_on: date | None,
    present: tuple[str, ...],
    view: str,
    review_version: int,
    decision_id: UUID,
    place: "Place",
) -> commands.Decide:
    """The decision, with what the rules need from outside."""
    return commands.Decide(
        on=today,
        version=command.version,
        meeting_id=command.meeting_id,
        meeting_on=meeting_on,
        present=present,
        quorum=rules.limits().quorum,
        outcome=command.outcome,
        national_candidate=command.national_candidate,
        criteria=tuple((c.criterion, c.finding, c.reason is not None) for c in command.criteria),
        has_reasons=bool(command.reasons),
        asks=len(command.asks),
        has_advice=command.advice is not None,
        themes=tuple(command.themes),
        view=view,
        review_version=review_version,
        decision_id=decision_id,
        said=(command, place),
    )


class Place:
    """Where the case belongs and what the partners said: told with a decision, not decided upon."""

    def __init__(
        self, authority_code: str, partnership: str, region_code: str, positions: Any
    ) -> None:
        """``positions``: the partners' own, from the latest version of the rapid review."""
        self.authority_code, self.partnership = authority_code, partnership
        self.region_code, self.positions = region_code, positions


def announce(
    state: domain.Consideration, event: events.Event, _order: Order[commands.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; receiving and stopping are told by the rapid review's."""
    ids: dict[str, Any] = {"incident_id": state.id, "reference": state.reference}
    match event:
        case events.Listed():
            listed = CaseListedV1(
                **ids, meeting_id=event.meeting_id, meeting_on=event.meeting_on, round=state.round
            )
            return (listed,)
        case events.Recused():
            recused = MemberRecusedV1(
                **ids, member_id=event.member_id, reason=event.reason, round=state.round
            )
            return (recused,)
        case events.Decided():
            return (_recorded(state, event), _announced(state, event))
        case events.Received() | events.Stopped():
            return ()
        case _:
            assert_never(event)


def _recorded(state: domain.Consideration, event: events.Decided) -> DecisionRecordedV1:
    made, (said, place) = event.command, event.command.said
    assert state.received_on, "a decided round was received"
    return DecisionRecordedV1(
        incident_id=state.id,
        reference=state.reference,
        decision_id=made.decision_id,
        round=state.round,
        decided_on=made.on,
        meeting_id=made.meeting_id,
        outcome=said.outcome,
        national_candidate=said.national_candidate,
        partnership_view=View(made.view),
        positions=place.positions,
        criteria=said.criteria,
        reasons=said.reasons,
        feedback=said.feedback,
        asks=said.asks,
        advice=said.advice,
        lines_of_enquiry=said.lines_of_enquiry,
        themes=said.themes,
        review_version=made.review_version,
        quorum=Quorum(present=event.present, needed=made.quorum, recused=event.recused),
        reply_clock=rules.clock("P1", state.received_on, made.on),
        guidance_version=rules.limits().guidance,
        framework_version=rules.limits().framework,
    )


def _announced(state: domain.Consideration, event: events.Decided) -> DecisionAnnouncedV1:
    made, (said, place) = event.command, event.command.said
    return DecisionAnnouncedV1(
        incident_id=state.id,
        reference=state.reference,
        decision_id=made.decision_id,
        round=state.round,
        decided_on=made.on,
        authority_code=place.authority_code,
        partnership=place.partnership,
        region_code=place.region_code,
        outcome=Outcome(made.outcome),
        national_candidate=made.national_candidate,
        partnership_view=View(made.view),
        agreement=AGREED.get((str(made.view), str(made.outcome))),
        criteria_met=tuple(c.criterion for c in said.criteria if c.finding is Finding.MET),
        criteria_unclear=tuple(c.criterion for c in said.criteria if c.finding is Finding.UNCLEAR),
        themes=said.themes,
    )
