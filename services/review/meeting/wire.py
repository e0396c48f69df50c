"""Meetings of the national body: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.meeting import Attendance, AttendanceRecordedV1, MeetingArrangedV1
from services.review.meeting import domain


def members_from(given: Sequence[Attendance]) -> domain.Members:
    """Members as the domain holds them."""
    return tuple((m.member_id, m.sector, m.present) for m in given)


def announce(
    state: domain.Meeting, event: domain.Event, _order: Order[domain.Command]
) -> Sequence[Fact]:
    """The facts that tell of one event."""
    match event:
        case domain.Arranged():
            members = _members(event.members)
            arranged = MeetingArrangedV1(
                meeting_id=state.id, starts_at=event.starts_at, members=members
            )
            return (arranged,)
        case domain.AttendanceRecorded():
            assert state.on, "a meeting that was held has a date"
            members = _members(event.members)
            return (AttendanceRecordedV1(meeting_id=state.id, held_on=state.on, members=members),)
        case _:
            assert_never(event)


def _members(members: domain.Members) -> tuple[Attendance, ...]:
    return tuple(Attendance(member_id=m, sector=s, present=p) for m, s, p in members)
