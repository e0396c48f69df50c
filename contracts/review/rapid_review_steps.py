"""The partnership's own way to its rapid review: scope, meetings, drafts, signatures, statements, the core."""

from datetime import date
from uuid import UUID

from contracts.codes import DocumentRef, Partner, ReviewPosition, Theme, View
from contracts.envelope import Case, Command, Fact, OpenCode, Sealed, Token, Words
from contracts.reasons import ReviewReason
from contracts.review.agency_return import Agency
from contracts.review.rapid_review import LearningPoint, ReviewSection


class Station(OpenCode):
    """Where a rapid review stands; the first five are the partnership's own, and none is compulsory."""

    OPEN = "open", "Open"
    SCOPING = "scoping", "Being scoped"
    MEETING_HELD = "meeting_held", "Review meeting held"
    DRAFTED = "drafted", "Drafted"
    SIGNED_OFF = "signed_off", "Signed off by all three partners"
    SUBMITTED = "submitted", "Sent to the Panel"
    RETURNED_INCOMPLETE = "returned_incomplete", "Sent back as incomplete"
    WITH_PANEL = "with_panel", "With the Panel"
    INFO_REQUESTED = "info_requested", "Information asked for"
    RESUBMITTED = "resubmitted", "Sent again, or answered"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"
    OTHER = "other", "Another station"


class ScopeRapidReviewV1(Command):
    """Say what the rapid review looks at: the period, and the lines of it."""

    incident_id: Case[UUID]
    looks_from: Case[date]
    looks_to: Case[date]
    lines: Sealed | None = None


class RapidReviewScopedV1(Fact):
    """The partnership scoped its rapid review."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    scoped_on: Case[date]
    looks_from: Case[date]
    looks_to: Case[date]
    lines: Sealed | None = None


class RecordReviewMeetingV1(Command):
    """Record a rapid review meeting of the agencies."""

    incident_id: Case[UUID]
    held_on: Case[date]
    attended: Case[tuple[Agency, ...]]
    note: Sealed | None = None


class ReviewMeetingHeldV1(Fact):
    """The agencies met about the rapid review."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    held_on: Case[date]
    attended: Case[tuple[Agency, ...]]
    note: Sealed | None = None


class RecordReviewDraftV1(Command):
    """Record that a draft is there for the partners to sign; an earlier signature was for another text."""

    incident_id: Case[UUID]
    drafted_on: Case[date]
    document: Case[DocumentRef | None] = None
    note: Sealed | None = None


class RapidReviewDraftedV1(Fact):
    """A draft of the rapid review awaits the partners' signatures."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    draft: Case[int]
    drafted_on: Case[date]
    document: Case[DocumentRef | None] = None
    note: Sealed | None = None


class SignOffRapidReviewV1(Command):
    """Sign the latest draft for one's own organisation."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    reservation: Sealed | None = None


class RapidReviewSignedOffV1(Fact):
    """A partner signed the latest draft; ``awaited``: whose signature is not there yet."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    draft: Case[int]
    signed_on: Case[date]
    partner: Case[Partner]
    awaited: Case[tuple[Partner, ...]]
    reservation: Sealed | None = None


class StatePositionV1(Command):
    """State one's own organisation's position in one's own words, whoever else thinks otherwise."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    view: Case[View]
    withheld: Case[bool] = False
    statement: Sealed


class PartnerPositionStatedV1(Fact):
    """A partner stated its position; it stands beside the others', and nothing settles a difference."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    stated_on: Case[date]
    positions: Case[tuple[ReviewPosition, ...]]


class SendRapidReviewDocumentV1(Command):
    """Send the rapid review in any format; a person confirms its structured core later."""

    incident_id: Case[UUID]
    document: Case[DocumentRef]


class ConfirmRapidReviewV1(Command):
    """A named person confirms the structured core of a version that came as a document alone."""

    incident_id: Case[UUID]
    version: Case[int]
    confirmed_by: Sealed
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]]
    rationale: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    summary: Sealed | None = None
    themes: Case[tuple[Theme, ...]] = ()
    learning: Case[tuple[LearningPoint, ...]] = ()
    sections: Case[tuple[ReviewSection, ...]] = ()


class RapidReviewConfirmedV1(Fact):
    """The structured core of a version, as a named person confirmed it."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    confirmed_on: Case[date]
    confirmed_by: Sealed
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]]
    rationale: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    summary: Sealed | None = None
    themes: Case[tuple[Theme, ...]] = ()
    vocabulary: Case[Token]
    learning: Case[tuple[LearningPoint, ...]] = ()
    sections: Case[tuple[ReviewSection, ...]] = ()
    warnings: Case[tuple[Words, ...]] = ()
