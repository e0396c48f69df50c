"""Reminders: facts out."""

from collections.abc import Sequence

from chassis.execute import Order
from contracts.codes import Partner
from contracts.envelope import Fact
from contracts.review.reminder import PartnersRemindedV1
from services.review.reminder import domain


def announce(
    state: domain.Reminders, event: domain.Event, order: Order[domain.Command]
) -> Sequence[Fact]:
    """The fact that tells of one event."""
    told = PartnersRemindedV1(
        incident_id=state.id,
        reference=order.command.reference,
        clock=event.owed.clock,
        partners=tuple(Partner(one) for one in event.owed.partners),
        reminded_on=event.on,
        times=event.times,
    )
    return (told,)
