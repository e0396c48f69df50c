"""Consideration: the contract's words in, facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from services.review.consideration import (
    commands,
    correction_wire,
    events,
    preparing,
    preparing_wire,
)
from services.review.consideration.state import Consideration
from services.review.policy import rules
from services.review.policy.framework import framework


@dataclass(frozen=True)
class Reviewed:
    """The latest version of the rapid review: where the case belongs, and what the partners said in it."""

    authority_code: str
    partnership: str
    region_code: str
    version: int
    view: str
    received_on: date | None
    positions: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Held:
    """The meeting: its day, who was present from which sector, and what the register says of them."""

    on: date | None
    present: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str, str], ...] = ()
    not_recent: tuple[str, ...] = ()
    not_inducted: tuple[str, ...] = ()


def decide_from(
    command: RecordDecisionV1, *, on: date, decision_id: UUID, reviewed: Reviewed, meeting: Held
) -> commands.Decide:
    """The decision, with what the rules need from outside."""
    return commands.Decide(
        on=on,
        version=command.version,
        meeting_id=command.meeting_id,
        meeting_on=meeting.on,
        present=meeting.present,
        quorum=rules.limits().quorum,
        outcome=command.outcome,
        national_candidate=command.national_candidate,
        criteria=tuple((c.criterion, c.finding, c.reason is not None) for c in command.criteria),
        has_reasons=bool(command.reasons),
        asks=tuple((ask.number, tuple(ask.asked_of)) for ask in command.asks),
        view=reviewed.view,
        view_on=reviewed.received_on or on,
        read_version=command.review_version,
        review_version=reviewed.version,
        decision_id=decision_id,
        said=(command, reviewed),
        apart=meeting.apart,
        not_recent=meeting.not_recent,
        not_inducted=meeting.not_inducted,
        evidence=correction_wire.evidence_of(command.criteria),
        advice=correction_wire.advice_of(command.advice_items),
        reason_codes=tuple(command.reason_codes),
        themes=tuple(command.themes),
        framework=framework(on),
    )


def announce(
    state: Consideration, event: events.Event, _order: Order[commands.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; the others are told by the rapid review's and the letter's."""
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
            considered = preparing_wire.considered(state, event)
            return (_recorded(state, event), _announced(state, event), considered)
        case events.Corrected():
            return correction_wire.announce(state, event)
        case events.Received() | events.LetterIssued() | events.Stopped():
            return ()
        case (
            preparing.Triaged()
            | preparing.Allocated()
            | preparing.Commented()
            | preparing.Dissented()
        ):
            return preparing_wire.announce(state, event)
        case _:
            assert_never(event)


def _recorded(state: Consideration, event: events.Decided) -> DecisionRecordedV1:
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
        quorum=Quorum(
            present=event.present,
            needed=made.quorum,
            recused=event.recused,
            sectors=event.sectors,
            sectors_missing=tuple(s for s in rules.limits().sectors if s not in event.sectors),
        ),
        reply_clock=rules.clock("P1", state.received_on),
        reply_terms=correction_wire.reply_terms(made),
        guidance_version=made.framework.guidance,
        framework_version=made.framework.version,
        reason_codes=said.reason_codes,
        advice_items=said.advice_items,
    )


def _announced(state: Consideration, event: events.Decided) -> DecisionAnnouncedV1:
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
        agreement=correction_wire.agreement(made),
        criteria_met=tuple(c.criterion for c in said.criteria if c.finding is Finding.MET),
        criteria_unclear=tuple(c.criterion for c in said.criteria if c.finding is Finding.UNCLEAR),
        themes=said.themes,
        reason_codes=said.reason_codes,
        framework_version=made.framework.version,
    )
