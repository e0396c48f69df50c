"""The course of an LCSPR between the decision and its publication: scope, drafts, approval, forecast."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, DelayReason, DocumentRef, Partner, Theme
from contracts.envelope import Case, Code, Command, Fact, OpenCode, Sealed, Token


class LcsprStatus(Code):
    """Where an LCSPR stands."""

    NONE = "none", "Not decided on"
    NOT_HELD = "not_held", "The partners hold none"
    PROPOSED = "proposed", "Proposed"
    INITIATED = "initiated", "Begun"
    REVIEWER_APPOINTED = "reviewer_appointed", "Reviewer appointed"
    IN_PROGRESS = "in_progress", "In progress"
    DRAFT_RECEIVED = "draft_received", "Draft received"
    REWORK = "rework", "Draft in rework"
    APPROVED = "approved", "Approved by the partners"
    COPIES_SENT = "pre_publication_sent", "Copies sent before publication"
    PUBLISHED = "published", "Published"
    MAY_END = "unpublishable_allowed", "Published, and need no longer be kept available"
    IMPROVEMENTS_ONLY = "improvements_only_published", "Improvements published, not the report"
    NOT_PUBLISHED = "not_published_justified", "Not published, for stated reasons"
    DISCONTINUED = "discontinued", "Discontinued"
    SUPERSEDED = "superseded_by_national", "Overtaken by a national review"


class Method(OpenCode):
    """How a review is conducted; what each is good for stands in the methodology library."""

    SYSTEMS_MODEL = "systems_model", "Systems review with case group"
    PRACTITIONER_EVENT = "practitioner_event", "Practitioner learning event"
    NARRATIVE = "narrative", "Narrative with the family"
    APPRECIATIVE = "appreciative_inquiry", "Appreciative inquiry"
    DESK_BASED = "desk_based", "Desk-based analysis"
    THEMATIC = "thematic", "Thematic review of several cases"
    SINGLE_AGENCY = "single_agency", "One agency, with partners' challenge"
    OTHER = "other", "Another method"


class Proportion(Code):
    """How much of a review is proportionate to what can be learned."""

    SHORT = "short", "Short: a few weeks, one learning event"
    STANDARD = "standard", "Standard"
    EXTENDED = "extended", "Extended: several children, areas or years"


class Proceedings(OpenCode):
    """What runs beside a review and may restrain it."""

    CRIMINAL_INVESTIGATION = "criminal_investigation", "Criminal investigation"
    TRIAL = "trial", "Trial"
    INQUEST = "inquest", "Inquest"
    FAMILY_COURT = "family_court", "Family proceedings"
    PARALLEL_REVIEW = "parallel_review", "Another review"
    OTHER = "other", "Other proceedings"


class Effect(Code):
    """What proceedings hold up; whatever it is, the due date stays."""

    INTERVIEWS = "interviews", "Talking to people"
    DISCLOSURE = "disclosure", "Sharing material"
    PUBLICATION = "publication", "Publishing"


class ProposeLcsprV1(Command):
    """Propose an LCSPR to the partners, before they decide."""

    incident_id: Case[UUID]
    proposed_on: Case[date]
    themes: Case[tuple[Theme, ...]] = ()
    why: Sealed


class LcsprProposedV1(Fact):
    """An LCSPR is proposed; the partners have not decided yet."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    proposed_on: Case[date]
    themes: Case[tuple[Theme, ...]] = ()
    why: Sealed


class SetLcsprScopeV1(Command):
    """Say what is reviewed, by which method, and why that much is proportionate."""

    incident_id: Case[UUID]
    set_on: Case[date]
    period_from: Case[date | None] = None
    period_to: Case[date | None] = None
    lines_of_enquiry: Case[tuple[Theme, ...]]
    method: Case[Method]
    proportion: Case[Proportion]
    why: Sealed
    children_and_family: Sealed | None = None


class LcsprScopeSetV1(Fact):
    """Scope and method are set; every version is kept."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    set_on: Case[date]
    period_from: Case[date | None] = None
    period_to: Case[date | None] = None
    lines_of_enquiry: Case[tuple[Theme, ...]]
    method: Case[Method]
    proportion: Case[Proportion]
    why: Sealed
    children_and_family: Sealed | None = None


class StartLcsprV1(Command):
    """The review's own work has begun."""

    incident_id: Case[UUID]
    started_on: Case[date]


class LcsprStartedV1(Fact):
    """The review's own work has begun."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    started_on: Case[date]


class RecordLcsprDraftV1(Command):
    """A draft of the report came from the reviewer."""

    incident_id: Case[UUID]
    received_on: Case[date]
    document: Case[DocumentRef | None] = None
    note: Sealed | None = None


class LcsprDraftReceivedV1(Fact):
    """A draft came; copies that had gone out before it are copies of an older text."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    received_on: Case[date]
    document: Case[DocumentRef | None] = None
    note: Sealed | None = None


class AskLcsprReworkV1(Command):
    """Give the draft back to the reviewer, and say what is wanting."""

    incident_id: Case[UUID]
    asked_on: Case[date]
    wanting: Sealed


class LcsprReworkAskedV1(Fact):
    """The draft went back to the reviewer."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    asked_on: Case[date]
    wanting: Sealed


class ApproveLcsprV1(Command):
    """The partners approve the draft as their report; who does not is named by being left out."""

    incident_id: Case[UUID]
    approved_on: Case[date]
    approved_by: Case[tuple[Partner, ...]]
    reservations: Sealed | None = None


class LcsprApprovedV1(Fact):
    """The report is approved; a partner that did not approve does not hold it up."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    approved_on: Case[date]
    approved_by: Case[tuple[Partner, ...]]
    not_approved_by: Case[tuple[Partner, ...]] = ()
    reservations: Sealed | None = None


class RecordLcsprForecastV1(Command):
    """Say when publication is expected."""

    incident_id: Case[UUID]
    forecast_on: Case[date]


class LcsprForecastRecordedV1(Fact):
    """When publication is expected; beyond the due date the Panel and the Secretary of State are to be told."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    forecast_on: Case[date]
    notice_owed: Case[bool]
    clock: Case[Clock]


class RecordLcsprProceedingsV1(Command):
    """Say which proceedings run beside the review, from when to when, and what they hold up."""

    incident_id: Case[UUID]
    proceedings: Case[Proceedings]
    begun_on: Case[date]
    ended_on: Case[date | None] = None
    holds_up: Case[tuple[Effect, ...]] = ()
    note: Sealed | None = None


class LcsprProceedingsRecordedV1(Fact):
    """Proceedings run, or ran, beside the review: they explain lateness, and the clock shows all of it."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    proceedings: Case[Proceedings]
    begun_on: Case[date]
    ended_on: Case[date | None] = None
    holds_up: Case[tuple[Effect, ...]] = ()
    explains: Case[DelayReason]
    note: Sealed | None = None
    clock: Case[Clock]
