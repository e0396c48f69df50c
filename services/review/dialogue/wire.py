"""Meetings with partners: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.meeting import DialogueOfferedV1, MeetingHeldV1
from contracts.review.meeting_changes import DialogueCalledOffV1, DialogueMovedV1
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
                join_link=made.join_link,
            )
            return (offered,)
        case domain.Moved(command=said):
            moved = DialogueMovedV1(
                incident_id=state.id,
                reference=state.reference,
                dialogue_id=said.dialogue_id,
                starts_at=said.starts_at,
                minutes=said.minutes,
                changes=state.changes(said.dialogue_id),
                reason=said.reason,
                join_link=said.join_link,
            )
            return (moved,)
        case domain.CalledOff(command=off):
            called_off = DialogueCalledOffV1(
                incident_id=state.id,
                reference=state.reference,
                dialogue_id=off.dialogue_id,
                changes=state.changes(off.dialogue_id),
                reason=off.reason,
            )
            return (called_off,)
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
