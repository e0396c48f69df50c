"""Rapid review: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import View
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
from contracts.review.rapid_review_steps import (
    ConfirmRapidReviewV1,
    RapidReviewConfirmedV1,
    SendRapidReviewDocumentV1,
)
from contracts.vocabulary import vocabulary_on
from services.review.policy import rules
from services.review.rapid_review import commands, domain, events


def open_from(fact: IncidentScopedInV1) -> commands.Open:
    """A rapid review opens with the incident's area; its clock starts where policy has it, or with a later scope."""
    area = fact.area
    anchor: date = getattr(fact, rules.starts("RR1", fact.notified_on))
    return commands.Open(
        *(fact.reference, area.authority_code, area.partnership, area.region_code),
        fact.review_from or anchor,
    )


def reassign_from(fact: NotificationReassignedV1) -> commands.Move:
    """The area that has it now."""
    area = fact.to_area
    return commands.Move(whose=(area.authority_code, area.partnership, area.region_code))


def explain_from(command: ExplainRapidReviewDelayV1, on: date) -> commands.ExplainDelay:
    """The explanation of a delay."""
    return commands.ExplainDelay(on, command.expected_on, command)


def submit_from(
    said: SubmitRapidReviewV1, on: date, undecided_since: date | None, *, confirmed: bool = True
) -> commands.Submit:
    """A version of the rapid review; what was filled into the template is a document of its own."""
    return commands.Submit(
        on=on,
        undecided_since=undecided_since,
        **_core(said),
        has_document=said.document is not None or said.template_version is not None,
        said=said,
        confirmed=confirmed,
    )


def document_alone(said: SendRapidReviewDocumentV1) -> SubmitRapidReviewV1:
    """A version of which only its document is known yet."""
    return SubmitRapidReviewV1(
        incident_id=said.incident_id,
        document=said.document,
        partnership_view=View.NONE_REACHED,
        positions=(),
    )


def confirm_from(said: ConfirmRapidReviewV1, on: date) -> commands.Confirm:
    """The core of a version that came as a document alone."""
    core = commands.Submit(on=on, undecided_since=None, **_core(said), has_document=True, said=said)
    return commands.Confirm(said.version, core)


def _core(said: SubmitRapidReviewV1 | ConfirmRapidReviewV1) -> dict[str, Any]:
    return {
        "view": said.partnership_view,
        "positions": tuple((p.partner, p.view, p.withheld) for p in said.positions),
        "has_rationale": said.rationale is not None,
        "themes": tuple(said.themes),
    }


def announce(
    state: domain.RapidReview, event: events.Event, _order: Order[commands.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    return () if isinstance(event, events.Moved) else (_fact(state, event),)


def _fact(state: domain.RapidReview, event: events.Told) -> Fact:
    ids: dict[str, Any] = {
        "incident_id": state.id,
        "rapid_review_id": state.id,
        "reference": state.reference,
    }
    assert state.notified_on, "a rapid review is opened by a notification"
    match event:
        case events.Opened():
            return RapidReviewOpenedV1(
                **ids,
                authority_code=state.authority_code,
                partnership=state.partnership,
                region_code=state.region_code,
                clock=rules.clock("RR1", state.notified_on),
            )
        case events.DelayExplained():
            return RapidReviewDelayExplainedV1(
                **ids,
                reason=event.said.reason,
                expected_on=event.expected_on,
                explanation=event.said.explanation,
                clock=rules.clock("RR1", state.notified_on),
            )
        case events.Confirmed():
            return RapidReviewConfirmedV1(
                **ids,
                **_core_told(state, event),
                confirmed_on=event.on,
                confirmed_by=event.said.confirmed_by,
            )
        case events.Resubmitted():
            return RapidReviewResubmittedV1(**ids, **_sent(state, event))
        case events.Submitted():
            clock = rules.clock("RR1", state.notified_on, event.on)
            return RapidReviewSubmittedV1(**ids, **_sent(state, event), clock=clock)
        case events.Cancelled():
            return RapidReviewCancelledV1(**ids, basis=event.basis)
        case _:
            assert_never(event)


def _sent(state: domain.RapidReview, event: events.Submitted) -> dict[str, Any]:
    said: SubmitRapidReviewV1 = event.said
    return {
        **_core_told(state, event),
        "received_on": event.on,
        "document": said.document,
        "template_version": said.template_version,
        "core_confirmed": event.confirmed,
        "reply_clock": rules.clock("P1", event.round_since),
    }


def _core_told(state: domain.RapidReview, event: events.Submitted) -> dict[str, Any]:
    said: SubmitRapidReviewV1 | ConfirmRapidReviewV1 = event.said
    return {
        "version": state.version,
        "partnership_view": said.partnership_view,
        "positions": said.positions,
        "rationale": said.rationale,
        "reason_codes": said.reason_codes,
        "summary": said.summary,
        "themes": said.themes,
        "vocabulary": vocabulary_on(event.on).version,
        "learning": said.learning,
        "sections": said.sections,
        "warnings": event.warnings,
    }
