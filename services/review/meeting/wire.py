"""Meetings of the national body: facts out."""

from collections.abc import Sequence
from typing import assert_never

from chassis.execute import Order
from contracts.envelope import Fact
from contracts.review.meeting import Attendance, AttendanceRecordedV1, MeetingArrangedV1
from contracts.review.minutes import MinutesAgreedV1
from services.review.meeting import domain
from services.review.policy import rules


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
            came = {sector for _, sector in event.counting}
            recorded = AttendanceRecordedV1(
                meeting_id=state.id,
                held_on=state.on,
                members=_members(event.members),
                counted=len(event.counting),
                needed=rules.limits().quorum,
                sectors_missing=tuple(s for s in rules.limits().sectors if s not in came),
            )
            return (recorded,)
        case domain.MinutesAgreed():
            assert state.on, "a meeting that was held has a date"
            return (MinutesAgreedV1(meeting_id=state.id, held_on=state.on, agreed_on=event.on),)
        case _:
            assert_never(event)


def _members(members: domain.Members) -> tuple[Attendance, ...]:
    return tuple(Attendance(member_id=m, sector=s, present=p) for m, s, p in members)
