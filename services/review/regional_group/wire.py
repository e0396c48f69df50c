"""Regional groups: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review import regional_group as g
from services.review.regional_group import domain, events
from services.review.regional_group.commands import Command


def announce(
    state: domain.RegionalGroup, event: events.Event, _order: Order[Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    match event:
        case events.Formed():
            return (_formed(state),)
        case events.Arranged():
            arranged = g.RegionalMeetingArrangedV1(
                group_id=state.id,
                region_code=state.region_code,
                meeting_id=event.meeting_id,
                meets_on=event.on,
                trends=event.trends,
            )
            return (arranged,)
        case events.Held():
            held = g.RegionalMeetingHeldV1(
                group_id=state.id,
                region_code=state.region_code,
                meeting_id=event.meeting_id,
                held_on=event.on,
                attended=event.attended,
                number_in_year=state.held_in(event.on.year),
            )
            return (held,)
        case events.Offered():
            return (_offered(state, event),)
        case events.Answered():
            return (_answered(state, event),)
        case _:
            assert_never(event)


def _formed(state: domain.RegionalGroup) -> Fact:
    return g.RegionalGroupFormedV1(
        group_id=state.id,
        region_code=state.region_code,
        lead=state.lead,
        partnerships=state.partnerships,
    )


def _offered(state: domain.RegionalGroup, event: events.Offered) -> Fact:
    return g.SupportOfferedV1(
        group_id=state.id,
        region_code=state.region_code,
        offer_id=event.offer_id,
        partnership=event.partnership,
        support=g.Support(event.support),
        offered_on=event.on,
        trend_id=event.trend_id,
    )


def _answered(state: domain.RegionalGroup, event: events.Answered) -> Fact:
    offer = state.offer(event.offer_id)
    assert offer, "what was answered was offered"
    return g.SupportAnsweredV1(
        group_id=state.id,
        region_code=state.region_code,
        offer_id=offer.id,
        partnership=offer.partnership,
        support=g.Support(offer.support),
        uptake=g.Uptake(event.uptake),
        answered_on=event.on,
    )
