"""Facts and commands of meetings: of the national body, and dialogue with partners."""

from datetime import date, datetime
from uuid import UUID

from contracts.codes import Partner
from contracts.envelope import Case, Command, Document, Fact, Open, Sealed, Token


class Attendance(Document):
    """One member's attendance at a meeting."""

    member_id: Open[Token]
    sector: Open[Token]
    present: Open[bool]


class ArrangeMeetingV1(Command):
    """Set a meeting of the national body; keyed by the meeting's own id."""

    meeting_id: Open[UUID]
    starts_at: Open[datetime]
    members: Open[tuple[Attendance, ...]]


class MeetingArrangedV1(Fact):
    """A meeting of the national body is set."""

    meeting_id: Open[UUID]
    starts_at: Open[datetime]
    members: Open[tuple[Attendance, ...]]


class RecordAttendanceV1(Command):
    """Record who was present."""

    meeting_id: Open[UUID]
    members: Open[tuple[Attendance, ...]]


class AttendanceRecordedV1(Fact):
    """Who was present at a meeting of the national body.

    ``counted``: members present whom the register lets count, before any recusal from a case; ``needed``:
    the quorum; ``sectors_missing``: those that policy names and no counted member came from.
    """

    meeting_id: Open[UUID]
    held_on: Open[date]
    members: Open[tuple[Attendance, ...]]
    counted: Open[int | None] = None
    needed: Open[int | None] = None
    sectors_missing: Open[tuple[Token, ...]] = ()


class OfferDialogueV1(Command):
    """Offer the partners a meeting about one case; ``join_link``: where to join it, if it is held at a distance."""

    incident_id: Case[UUID]
    starts_at: Case[datetime]
    minutes: Case[int] = 60
    reason: Sealed
    join_link: Sealed | None = None


class DialogueOfferedV1(Fact):
    """The partners were offered a meeting; ``correspondence`` sends the invitation."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    starts_at: Case[datetime]
    minutes: Case[int]
    reason: Sealed
    join_link: Sealed | None = None


class FollowUp(Document):
    """One action agreed at a meeting."""

    number: Case[int]
    owner: Sealed
    due_on: Case[date | None] = None
    text: Sealed


class RecordDialogueV1(Command):
    """Record that the meeting with partners was held: who came, the note, the actions."""

    incident_id: Case[UUID]
    dialogue_id: Case[UUID]
    held_on: Case[date]
    attended: Case[tuple[Partner, ...]]
    note: Sealed
    actions: Case[tuple[FollowUp, ...]] = ()


class MeetingHeldV1(Fact):
    """A meeting with the partners about one case was held."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    held_on: Case[date]
    attended: Case[tuple[Partner, ...]]
    note: Sealed
    actions: Case[tuple[FollowUp, ...]] = ()
