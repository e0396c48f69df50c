"""Returns of agencies: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Partner
from contracts.envelope import Fact
from contracts.review.agency_return import (
    Agency,
    AgencyReturnAskedV1,
    AgencyReturnChasedV1,
    AgencyReturnGivenV1,
    AskAgencyReturnsV1,
    AwaitedReturn,
    GiveAgencyReturnV1,
    ReturnOutcome,
)
from contracts.review.clock import ClockMovedV1
from services.review.agency_return import domain
from services.review.policy import returns


def ask_from(said: AskAgencyReturnsV1, status: str, reference: str, on: date) -> domain.Ask:
    """Agencies to be asked, in the policy's time where no day is named."""
    return domain.Ask(
        status=status,
        reference=reference,
        on=on,
        due_on=said.due_on or returns.due_on(on),
        wanted=tuple(domain.Wanted(a.agency, a.partner, a.name) for a in said.agencies),
        named=said.due_on is not None,
    )


def give_from(said: GiveAgencyReturnV1, status: str, on: date) -> domain.Give:
    """A return that comes."""
    has_content = said.document is not None or said.summary is not None
    return domain.Give(status, on, said.number, said.partner, said.outcome, has_content, said)


def awaited(state: domain.AgencyReturns) -> tuple[AwaitedReturn, ...]:
    """What has not come."""
    return tuple(
        AwaitedReturn(
            number=one.number,
            agency=Agency(one.agency),
            partner=Partner(one.partner),
            due_on=one.due_on,
            chased=one.chased,
            clock=None if one.named else returns.clock(one.asked_on, one.due_on, None),
        )
        for one in state.awaited
    )


def announce(
    state: domain.AgencyReturns, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event; that nothing is awaited any more, the withdrawal tells."""
    return () if isinstance(event, domain.Stopped) else (_fact(state, event),)


def _fact(
    state: domain.AgencyReturns,
    event: domain.Asked | domain.Given | domain.Chased | domain.Moved,
) -> Fact:
    one = state.returns[event.number - 1]
    clock = returns.clock(one.asked_on, one.due_on, one.given_on, named=one.named)
    if isinstance(event, domain.Moved):
        return ClockMovedV1(
            incident_id=state.id,
            reference=state.reference,
            clock=clock,
            was_due_on=event.was_due_on,
        )
    parts: dict[str, Any] = {
        "incident_id": state.id,
        "rapid_review_id": state.id,
        "reference": state.reference,
        "number": one.number,
        "agency": Agency(one.agency),
        "partner": Partner(one.partner),
        "clock": clock,
    }
    match event:
        case domain.Asked():
            return AgencyReturnAskedV1(**parts, name=event.wanted.name)
        case domain.Given():
            return AgencyReturnGivenV1(
                **parts,
                outcome=ReturnOutcome(event.outcome),
                document=event.said.document,
                summary=event.said.summary,
            )
        case domain.Chased():
            return AgencyReturnChasedV1(**parts, chased=one.chased, chased_on=event.on)
        case _:
            assert_never(event)
