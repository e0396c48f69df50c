"""Rapid review: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.notify import IncidentScopedInV1
from contracts.notify_changes import NotificationReassignedV1
from contracts.review.rapid_review import (
    ExplainRapidReviewDelayV1,
    RapidReviewCancelledV1,
    RapidReviewDelayExplainedV1,
    RapidReviewOpenedV1,
    RapidReviewResubmittedV1,
    RapidReviewSubmittedV1,
    SubmitRapidReviewV1,
)
from services.review.policy import rules
from services.review.rapid_review import domain


def open_from(fact: IncidentScopedInV1) -> domain.Open:
    """A rapid review opens with the incident's area; its clock starts at notification, or when it came into scope."""
    area = fact.area
    return domain.Open(
        *(fact.reference, area.authority_code, area.partnership, area.region_code),
        fact.review_from or fact.notified_on,
    )


def reassign_from(fact: NotificationReassignedV1) -> domain.Move:
    """The area that has it now."""
    area = fact.to_area
    return domain.Move(whose=(area.authority_code, area.partnership, area.region_code))


def explain_from(command: ExplainRapidReviewDelayV1, on: date) -> domain.ExplainDelay:
    """The explanation of a delay."""
    return domain.ExplainDelay(on, command.expected_on, command)


def submit_from(
    command: SubmitRapidReviewV1, on: date, undecided_since: date | None
) -> domain.Submit:
    """A version of the rapid review."""
    return domain.Submit(
        on=on,
        undecided_since=undecided_since,
        view=command.partnership_view,
        positions=tuple((p.partner, p.view, p.withheld) for p in command.positions),
        has_rationale=command.rationale is not None,
        has_document=command.document is not None,
        themes=tuple(command.themes),
        said=command,
    )


def announce(
    state: domain.RapidReview, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    return () if isinstance(event, domain.Moved) else (_fact(state, event),)


def _fact(state: domain.RapidReview, event: domain.Told) -> Fact:
    ids: dict[str, Any] = {
        "incident_id": state.id,
        "rapid_review_id": state.id,
        "reference": state.reference,
    }
    assert state.notified_on, "a rapid review is opened by a notification"
    match event:
        case domain.Opened():
            return RapidReviewOpenedV1(
                **ids,
                authority_code=state.authority_code,
                partnership=state.partnership,
                region_code=state.region_code,
                clock=rules.clock("RR1", state.notified_on),
            )
        case domain.DelayExplained():
            return RapidReviewDelayExplainedV1(
                **ids,
                reason=event.said.reason,
                expected_on=event.expected_on,
                explanation=event.said.explanation,
                clock=rules.clock("RR1", state.notified_on),
            )
        case domain.Resubmitted():
            return RapidReviewResubmittedV1(**ids, **_sent(state, event))
        case domain.Submitted():
            clock = rules.clock("RR1", state.notified_on, event.on)
            return RapidReviewSubmittedV1(**ids, **_sent(state, event), clock=clock)
        case domain.Cancelled():
            return RapidReviewCancelledV1(**ids, basis=event.basis)
        case _:
            assert_never(event)


def _sent(state: domain.RapidReview, event: domain.Submitted) -> dict[str, Any]:
    said: SubmitRapidReviewV1 = event.said
    return {
        "version": state.version,
        "received_on": event.on,
        "document": said.document,
        "partnership_view": said.partnership_view,
        "positions": said.positions,
        "rationale": said.rationale,
        "reason_codes": said.reason_codes,
        "summary": said.summary,
        "themes": said.themes,
        "learning": said.learning,
        "warnings": event.warnings,
        "reply_clock": rules.clock("P1", event.round_since),
    }
