"""The LCSPR: facts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from chassis.calendar import add_months
from chassis.execute import Order
from contracts.codes import View
from contracts.envelope import Fact
from contracts.review.consideration import (
    AgreementStep,
    PartnersFinalDecisionRecordedV1,
)
from contracts.review.lcspr import (
    CopyRecipient,
    LcsprCopySentV1,
    LcsprDelayExplainedV1,
    LcsprInitiatedV1,
    LcsprMonitoredV1,
    LcsprPublicationPlannedV1,
    LcsprPublishedV1,
    LcsprReviewerAppointedV1,
)
from services.review.lcspr import (
    advice,
    commands,
    course_moves,
    course_wire,
    ending_moves,
    ending_wire,
    events,
)
from services.review.lcspr.state import GUIDANCE, Lcspr
from services.review.policy import local_review, rules


@dataclass(frozen=True)
class Telling:
    """What facts need from outside the object."""

    reference: str
    partnership: str
    steps: tuple[AgreementStep, ...]
    advised: bool | None

    def announce(
        self, state: Lcspr, event: events.Event, _order: Order[commands.Command]
    ) -> Sequence[Fact]:
        """The facts that tell of one event."""
        return (self._fact(state, event),)

    def _fact(self, state: Lcspr, event: events.Event) -> Fact:
        ids: dict[str, Any] = {"incident_id": state.id, "reference": self.reference}
        own: dict[str, Any] = {**ids, "lcspr_id": state.id}
        if isinstance(event, course_moves.Event):
            return course_wire.fact(own, state, event)
        if isinstance(event, advice.Event):
            return course_wire.advice_fact(own, event)
        if isinstance(event, ending_moves.Event):
            return ending_wire.fact(own, state, event)
        return self._own_fact(ids, own, state, event)

    def _own_fact(
        self, ids: dict[str, Any], own: dict[str, Any], state: Lcspr, event: events.Own
    ) -> Fact:
        match event:
            case events.DecisionRecorded():
                return self._decision(ids, event)
            case events.Initiated():
                clock = rules.clock("L1", event.on)
                return LcsprInitiatedV1(
                    **own, partnership=self.partnership, initiated_on=event.on, clock=clock
                )
            case events.Appointed(command=made):
                return LcsprReviewerAppointedV1(
                    **own,
                    reviewer=made.reviewer,
                    independent=made.independent,
                    appointed_on=made.appointed_on,
                )
            case events.Monitored():
                return _monitored(own, event)
            case events.DelayExplained():
                return _delay(own, state, event)
            case events.CopySent():
                last = state.last_copy_on
                return LcsprCopySentV1(
                    **own,
                    recipient=CopyRecipient(event.recipient),
                    sent_on=event.sent_on,
                    earliest_publication=rules.earliest_publication(last) if last else None,
                )
            case events.Planned():
                return LcsprPublicationPlannedV1(**own, publish_on=event.publish_on)
            case events.Published():
                return _published(own, state, event)
            case _:
                assert_never(event)

    def _decision(self, ids: dict[str, Any], event: events.DecisionRecorded) -> Fact:
        said, made = event.command.said, event.command
        last = AgreementStep(by="partners", view=made.decision, on=made.decided_on)
        return PartnersFinalDecisionRecordedV1(
            **ids,
            decision=View(made.decision),
            decided_on=made.decided_on,
            positions=said.positions,
            criteria=said.criteria,
            reasons=said.reasons,
            agreement=(*self.steps, last),
            follows_advice=None
            if self.advised is None
            else self.advised == (made.decision == "yes"),
            reason_codes=said.reason_codes,
            answers=made.answers,
        )


def _monitored(own: dict[str, Any], event: events.Monitored) -> Fact:
    return LcsprMonitoredV1(
        **own,
        monitored_on=event.on,
        on_time=event.said.on_time,
        quality=event.said.quality,
        note=event.said.note,
        next_on=add_months(event.on, rules.limits().monitoring_months),
    )


def _delay(own: dict[str, Any], state: Lcspr, event: events.DelayExplained) -> Fact:
    assert state.initiated_on, "only an initiated LCSPR is late"
    return LcsprDelayExplainedV1(
        **own,
        reason=event.said.reason,
        forecast_on=event.forecast_on,
        explanation=event.said.explanation,
        told=event.said.told,
        clock=rules.clock("L1", state.initiated_on),
    )


def _published(own: dict[str, Any], state: Lcspr, event: events.Published) -> Fact:
    assert state.initiated_on, "only an initiated LCSPR is published"
    assert state.completed_on, "what is public has met its duty"
    clock = rules.clock("L1", state.initiated_on, state.completed_on)
    return LcsprPublishedV1(
        **own,
        published_on=event.published_on,
        address=event.address,
        days_late=local_review.days_late(state.initiated_on, state.completed_on),
        early=event.early,
        available_until=local_review.available_until(event.published_on),
        clock=clock,
        basis=GUIDANCE,
    )
