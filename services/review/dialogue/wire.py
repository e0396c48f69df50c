"""Meetings with partners: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.meeting import DialogueOfferedV1, MeetingHeldV1
from services.review.dialogue import domain


def announce(
    state: domain.Dialogue, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    match event:
        case domain.Offered(command=made):
            offered = DialogueOfferedV1(
                incident_id=state.id,
                reference=made.reference,
                dialogue_id=made.dialogue_id,
                starts_at=made.starts_at,
                minutes=made.minutes,
                reason=made.reason,
            )
            return (offered,)
        case domain.Held():
            held = MeetingHeldV1(
                incident_id=state.id,
                reference=state.reference,
                dialogue_id=event.dialogue_id,
                held_on=event.held_on,
                attended=event.said.attended,
                note=event.said.note,
                actions=event.said.actions,
            )
            return (held,)
        case _:
            assert_never(event)
