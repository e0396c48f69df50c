"""The partnership's ledger of action: what it will do, the evidence, the measure, the result."""

from datetime import date
from uuid import UUID

from contracts.codes import DocumentRef, Theme
from contracts.envelope import Case, Code, Command, Fact, OpenCode, Sealed, Token


class ActionState(Code):
    """Where an action stands. Done is not assured before there is evidence of it."""

    PLANNED = "planned", "Planned"
    EVIDENCED = "evidenced", "Evidence recorded"
    MEASURED = "measured", "Result measured"
    COMPLETED = "completed", "Completed"
    NOT_PURSUED = "not_pursued", "Not pursued"


class EvidenceKind(OpenCode):
    """What shows that something was done."""

    AUDIT = "audit", "Audit of cases"
    POLICY = "policy", "New policy or procedure"
    TRAINING = "training", "Training held"
    DATA = "data", "Data"
    VOICES = "voices", "What children and families say"
    PRACTITIONERS = "practitioners", "What practitioners say"
    OTHER = "other", "Other evidence"


class Result(Code):
    """What the measure shows."""

    IMPROVED = "improved", "Improved"
    UNCHANGED = "unchanged", "No change"
    WORSE = "worse", "Worse"
    TOO_EARLY = "too_early", "Too early to say"


class AddLedgerActionV1(Command):
    """Enter an action: what, by whom, by when, and how its effect will be measured."""

    incident_id: Case[UUID]
    theme: Case[Theme]
    action: Sealed
    owner: Sealed
    due_on: Case[date]
    measure: Sealed | None = None
    recommendation: Sealed | None = None


class LedgerActionAddedV1(Fact):
    """An action is in the ledger; without a measure nobody will know its effect, which is said."""

    incident_id: Case[UUID]
    reference: Case[Token]
    action_id: Case[UUID]
    number: Case[int]
    theme: Case[Theme]
    added_on: Case[date]
    due_on: Case[date]
    measurable: Case[bool]
    action: Sealed
    owner: Sealed
    measure: Sealed | None = None
    recommendation: Sealed | None = None


class RecordActionEvidenceV1(Command):
    """Record what shows that an action was taken."""

    incident_id: Case[UUID]
    number: Case[int]
    evidence_kind: Case[EvidenceKind]
    on: Case[date]
    evidence: Sealed
    document: Case[DocumentRef | None] = None


class ActionEvidenceRecordedV1(Fact):
    """There is evidence that an action was taken."""

    incident_id: Case[UUID]
    reference: Case[Token]
    action_id: Case[UUID]
    number: Case[int]
    evidence_kind: Case[EvidenceKind]
    on: Case[date]
    evidence: Sealed
    document: Case[DocumentRef | None] = None


class RecordActionResultV1(Command):
    """Record what the measure shows."""

    incident_id: Case[UUID]
    number: Case[int]
    on: Case[date]
    result: Case[Result]
    measured: Sealed


class ActionResultRecordedV1(Fact):
    """What the measure shows: the effect of an action, not that it was taken."""

    incident_id: Case[UUID]
    reference: Case[Token]
    action_id: Case[UUID]
    number: Case[int]
    on: Case[date]
    result: Case[Result]
    measured: Sealed


class CloseLedgerActionV1(Command):
    """Close an action: completed, which needs evidence, or not pursued, which needs a reason."""

    incident_id: Case[UUID]
    number: Case[int]
    on: Case[date]
    completed: Case[bool]
    why: Sealed | None = None


class LedgerActionClosedV1(Fact):
    """An action is completed, or not pursued for a reason."""

    incident_id: Case[UUID]
    reference: Case[Token]
    action_id: Case[UUID]
    number: Case[int]
    on: Case[date]
    state: Case[ActionState]
    days_late: Case[int]
    why: Sealed | None = None
