"""Before and at the meeting: triage, lead readers and their comments, conflicts, who sat, dissent."""

from datetime import date
from uuid import UUID

from contracts.codes import Outcome
from contracts.envelope import Case, Code, Command, Document, Fact, Open, Sealed, Token


class Route(Code):
    """How the national body will take a case."""

    ROUTINE = "routine", "Routine: to be ratified with others"
    DISCUSSION = "discussion", "To be discussed"


class WhyApart(Code):
    """Why a member who was present is not counted for a case."""

    RECUSED = "recused", "recused from the case"
    INTEREST = "interest", "tied to the partnership"
    NOT_SERVING = "not_serving", "not serving on the day"
    NOT_REGISTERED = "not_registered", "not in the register"


class TriageCaseV1(Command):
    """Look a case through and say how the meeting will take it, and which sectors should read it."""

    incident_id: Case[UUID]
    route: Case[Route]
    sectors: Case[tuple[Token, ...]] = ()
    note: Sealed | None = None


class CaseTriagedV1(Fact):
    """A case was looked through."""

    incident_id: Case[UUID]
    reference: Case[Token]
    round: Case[int]
    triaged_on: Case[date]
    route: Case[Route]
    sectors: Case[tuple[Token, ...]] = ()
    note: Sealed | None = None


class AllocateReadersV1(Command):
    """Give a case to its lead readers; to none by name: they are found by load and sector."""

    incident_id: Case[UUID]
    member_ids: Case[tuple[Token, ...]] = ()


class Reader(Document):
    """A lead reader; ``load``: how many other undecided cases they lead-read on that day."""

    member_id: Case[Token]
    sector: Case[Token]
    load: Case[int]


class ReadersAllocatedV1(Fact):
    """A case has its lead readers."""

    incident_id: Case[UUID]
    reference: Case[Token]
    round: Case[int]
    readers: Case[tuple[Reader, ...]]
    by_load: Case[bool]
    sectors_missing: Case[tuple[Token, ...]] = ()


class CommentAsReaderV1(Command):
    """Comment on a case as its lead reader, for the meeting."""

    incident_id: Case[UUID]
    member_id: Case[Token]
    comment: Sealed
    proposes: Case[Outcome | None] = None


class ReaderCommentedV1(Fact):
    """A lead reader commented on a case."""

    incident_id: Case[UUID]
    reference: Case[Token]
    round: Case[int]
    member_id: Case[Token]
    comment: Sealed
    proposes: Case[Outcome | None] = None


class DeclareConflictV1(Command):
    """A member declares a conflict of interest in one case, and takes no part in it."""

    incident_id: Case[UUID]
    member_id: Case[Token]
    reason: Sealed


class Sat(Document):
    """A member at the consideration of one case; ``apart``: why they are not counted."""

    member_id: Case[Token]
    sector: Case[Token]
    apart: Case[WhyApart | None] = None


class CaseConsideredV1(Fact):
    """Who considered a case at which meeting: counted by sector, or apart and why; told with the decision.

    ``sectors_not_recent``: those for which nobody sat who practised lately; ``not_inducted``: who sat
    without induction. Both warn and stop nothing.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    round: Case[int]
    decision_id: Case[UUID]
    meeting_id: Case[UUID]
    members: Case[tuple[Sat, ...]]
    needed: Case[int]
    sectors_missing: Case[tuple[Token, ...]] = ()
    sectors_not_recent: Case[tuple[Token, ...]] = ()
    not_inducted: Case[tuple[Token, ...]] = ()
    policy_version: Open[Token]


class RecordDissentV1(Command):
    """Record that a member who considered the case does not share the decision."""

    incident_id: Case[UUID]
    member_id: Case[Token]
    reason: Sealed


class DissentRecordedV1(Fact):
    """A member does not share the decision; it stands all the same."""

    incident_id: Case[UUID]
    reference: Case[Token]
    round: Case[int]
    decision_id: Case[UUID]
    member_id: Case[Token]
    reason: Sealed
