"""What was learned locally and what is done about it: records with an owner and a date, followed up."""

from datetime import date
from uuid import UUID

from contracts.codes import DocumentRef, Theme
from contracts.envelope import Case, Code, Command, Fact, Sealed, Token


class ActionStanding(Code):
    """How far a local action has come."""

    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"
    STOPPED = "stopped", "Given up"


class RecordLearningPointV1(Command):
    """Record something learned, beside what a version of the rapid review says."""

    incident_id: Case[UUID]
    theme: Case[Theme]
    text: Sealed
    owner: Sealed
    due_on: Case[date | None] = None


class LearningPointRecordedV1(Fact):
    """Something was learned."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    learning_id: Case[UUID]
    theme: Case[Theme]
    text: Sealed
    owner: Sealed
    due_on: Case[date | None] = None


class RecordLocalActionV1(Command):
    """Record what is done about something learned, by whom and by when."""

    incident_id: Case[UUID]
    learning_id: Case[UUID]
    text: Sealed
    owner: Sealed
    due_on: Case[date]


class LocalActionRecordedV1(Fact):
    """An action has an owner and a date."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    learning_id: Case[UUID]
    action_id: Case[UUID]
    theme: Case[Theme]
    text: Sealed
    owner: Sealed
    due_on: Case[date]


class FollowUpLocalActionV1(Command):
    """Say how far an action has come, with what shows it."""

    incident_id: Case[UUID]
    action_id: Case[UUID]
    standing: Case[ActionStanding]
    on: Case[date]
    document: Case[DocumentRef | None] = None
    evidence: Sealed | None = None


class LocalActionFollowedUpV1(Fact):
    """How far an action has come; ``days_late``: after its date, in days."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    learning_id: Case[UUID]
    action_id: Case[UUID]
    theme: Case[Theme]
    standing: Case[ActionStanding]
    on: Case[date]
    due_on: Case[date]
    days_late: Case[int]
    document: Case[DocumentRef | None] = None
    evidence: Sealed | None = None
