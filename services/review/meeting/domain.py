"""Meetings of the national body: arranged, who was present, minutes agreed. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

RULE = "standing rule of the national body: meetings"
MINUTES = "standing rule of the national body: minutes"
Members = tuple[tuple[str, str, bool], ...]
"""Member id, sector, present."""


@dataclass(frozen=True)
class Arrange:
    """Set a meeting."""

    starts_at: datetime
    on: date
    members: Members


@dataclass(frozen=True)
class RecordAttendance:
    """Say who was present; ``counting``: those of them whom the register lets count."""

    today: date
    members: Members
    counting: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class AgreeMinutes:
    """The chair agrees the minutes."""

    today: date


Command = Arrange | RecordAttendance | AgreeMinutes


@dataclass(frozen=True)
class Arranged:
    """A meeting is set."""

    starts_at: datetime
    on: date
    members: Members


@dataclass(frozen=True)
class AttendanceRecorded:
    """Who was present, and who of them counts."""

    members: Members
    counting: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MinutesAgreed:
    """The minutes are agreed."""

    on: date


Event = Arranged | AttendanceRecorded | MinutesAgreed


@dataclass(frozen=True)
class Meeting:
    """The state of one meeting."""

    id: UUID
    status: str = "none"
    starts_at: datetime | None = None
    on: date | None = None
    members: Members = ()
    agreed_on: date | None = None

    @property
    def present(self) -> tuple[tuple[str, str], ...]:
        """The members who were there, each with their sector."""
        return tuple((member, sector) for member, sector, present in self.members if present)


def decide(state: Meeting, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Arrange():
            return _arrange(state, command)
        case RecordAttendance():
            if state.status == "none":
                raise Refused("There is no such meeting.", RULE, "meeting_id", "unknown_meeting")
            if state.on and state.on > command.today:
                raise Refused("The meeting has not been held yet.", RULE, "meeting_id", "not_held")
            same = state.status == "held" and state.members == command.members
            return () if same else (AttendanceRecorded(command.members, command.counting),)
        case AgreeMinutes():
            if state.status != "held":
                reason = "Record who was present first."
                raise Refused(reason, MINUTES, "meeting_id", "not_held")
            return () if state.agreed_on else (MinutesAgreed(command.today),)
        case _:
            assert_never(command)


def _arrange(state: Meeting, command: Arrange) -> tuple[Event, ...]:
    if state.status == "none":
        return (Arranged(command.starts_at, command.on, command.members),)
    if state.starts_at != command.starts_at:
        raise Refused(
            "This meeting is arranged for another time: arrange another meeting.",
            RULE,
            "starts_at",
            "arranged",
        )
    return ()


def evolve(state: Meeting, event: Event) -> Meeting:
    """The state after an event."""
    match event:
        case Arranged():
            return replace(
                state,
                status="arranged",
                starts_at=event.starts_at,
                on=event.on,
                members=event.members,
            )
        case AttendanceRecorded():
            return replace(state, status="held", members=event.members, agreed_on=None)
        case MinutesAgreed():
            return replace(state, agreed_on=event.on)
        case _:
            assert_never(event)


def available(state: Meeting) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "none":
            return frozenset({Arrange})
        case "arranged":
            return frozenset({RecordAttendance})
        case _:
            return frozenset({RecordAttendance, AgreeMinutes})
