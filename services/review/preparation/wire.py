"""The partnership's own stations: the contract's words in, facts out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Partner, ReviewPosition
from contracts.envelope import Fact
from contracts.review.agency_return import Agency
from contracts.review.rapid_review_steps import (
    PartnerPositionStatedV1,
    RapidReviewDraftedV1,
    RapidReviewScopedV1,
    RapidReviewSignedOffV1,
    RecordReviewDraftV1,
    RecordReviewMeetingV1,
    ReviewMeetingHeldV1,
    ScopeRapidReviewV1,
    SignOffRapidReviewV1,
    StatePositionV1,
)
from services.review.preparation import domain

Said = (
    ScopeRapidReviewV1
    | RecordReviewMeetingV1
    | RecordReviewDraftV1
    | SignOffRapidReviewV1
    | StatePositionV1
)


def command_from(said: Said, of: domain.Review, on: date) -> domain.Command:
    """A command as the domain takes it."""
    match said:
        case ScopeRapidReviewV1():
            return domain.Scope(of, on, said.looks_from, said.looks_to, said.lines)
        case RecordReviewMeetingV1():
            return domain.Meet(of, on, said.held_on, tuple(said.attended), said.note)
        case RecordReviewDraftV1():
            return domain.Draft(of, on, said.drafted_on, said)
        case SignOffRapidReviewV1():
            return domain.Sign(of, on, said.partner, said.reservation)
        case StatePositionV1():
            return domain.State(of, on, said.partner, said)
        case _:
            assert_never(said)


def announce(
    state: domain.Preparation, event: domain.Event, order: Order[domain.Command]
) -> Sequence[Fact]:
    """The one fact that tells of an event."""
    ids: dict[str, Any] = {
        "incident_id": state.id,
        "rapid_review_id": state.id,
        "reference": order.command.of.reference,
    }
    return (_fact(state, event, ids),)


def _fact(state: domain.Preparation, event: domain.Event, ids: dict[str, Any]) -> Fact:
    match event:
        case domain.Scoped():
            return RapidReviewScopedV1(
                **ids,
                scoped_on=event.on,
                looks_from=event.looks_from,
                looks_to=event.looks_to,
                lines=event.said,
            )
        case domain.Met():
            attended = tuple(Agency(one) for one in event.attended)
            return ReviewMeetingHeldV1(
                **ids, held_on=event.held_on, attended=attended, note=event.said
            )
        case domain.Drafted():
            return RapidReviewDraftedV1(
                **ids,
                draft=state.drafts,
                drafted_on=event.drafted_on,
                document=event.said.document,
                note=event.said.note,
            )
        case domain.Signed():
            return RapidReviewSignedOffV1(
                **ids,
                draft=state.drafts,
                signed_on=event.on,
                partner=Partner(event.partner),
                awaited=tuple(Partner(one) for one in state.unsigned),
                reservation=event.said,
            )
        case domain.Stated():
            return PartnerPositionStatedV1(
                **ids, stated_on=event.on, positions=(_position(event.said),)
            )
        case _:
            assert_never(event)


def _position(said: StatePositionV1) -> ReviewPosition:
    return ReviewPosition(
        partner=said.partner, view=said.view, withheld=said.withheld, reservation=said.statement
    )
