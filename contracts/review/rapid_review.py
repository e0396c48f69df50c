"""Facts and commands of the rapid review."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, DelayReason, DocumentRef, ReviewPosition, Theme, View
from contracts.envelope import Case, Command, Document, Fact, Open, Sealed, Token, Words
from contracts.reasons import ReviewReason


class LearningPoint(Document):
    """One thing learned, with what will be done, by whom and by when."""

    theme: Case[Theme]
    text: Sealed
    owner: Sealed
    due_on: Case[date | None] = None


class RapidReviewOpenedV1(Fact):
    """A rapid review is due: it opens by itself when an incident is in scope."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    authority_code: Case[Token]
    partnership: Case[Token]
    region_code: Case[Token]
    clock: Case[Clock]


class ExplainRapidReviewDelayV1(Command):
    """Say why the rapid review will be late; the due date stays."""

    incident_id: Case[UUID]
    reason: Case[DelayReason]
    expected_on: Case[date]
    explanation: Sealed | None = None


class RapidReviewDelayExplainedV1(Fact):
    """Lateness was explained; the base date did not move."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    reason: Case[DelayReason]
    expected_on: Case[date]
    explanation: Sealed | None = None
    clock: Case[Clock]


class SubmitRapidReviewV1(Command):
    """Send the rapid review in the partnership's own format, with its structured core."""

    incident_id: Case[UUID]
    document: Case[DocumentRef | None] = None
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]]
    rationale: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    summary: Sealed | None = None
    themes: Case[tuple[Theme, ...]] = ()
    learning: Case[tuple[LearningPoint, ...]] = ()


class RapidReviewSubmittedV1(Fact):
    """The rapid review was received; what is missing warns and does not block."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    received_on: Case[date]
    document: Case[DocumentRef | None] = None
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]]
    rationale: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    summary: Sealed | None = None
    themes: Case[tuple[Theme, ...]] = ()
    learning: Case[tuple[LearningPoint, ...]] = ()
    warnings: Case[tuple[Words, ...]] = ()
    clock: Case[Clock]
    reply_clock: Case[Clock]


class RapidReviewResubmittedV1(Fact):
    """A further version was received; every version is kept."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    received_on: Case[date]
    document: Case[DocumentRef | None] = None
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]]
    rationale: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    summary: Sealed | None = None
    themes: Case[tuple[Theme, ...]] = ()
    learning: Case[tuple[LearningPoint, ...]] = ()
    warnings: Case[tuple[Words, ...]] = ()
    reply_clock: Case[Clock]


class RapidReviewCancelledV1(Fact):
    """The notification was withdrawn, so no rapid review is due."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    basis: Open[Words]


class RapidReviewTextErasedV1(Fact):
    """This service destroyed its copy of the incident's key: the receipt for an erasure."""

    incident_id: Case[UUID]
    erased_on: Case[date]
