"""Facts and commands of the rapid review."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, DelayReason, DocumentRef, ReviewPosition, Theme, View
from contracts.envelope import Case, Command, Document, Fact, Open, OpenCode, Sealed, Token, Words
from contracts.reasons import ReviewReason


class LearningPoint(Document):
    """One thing learned, with what will be done, by whom and by when; ``learning_id``: as review keeps it."""

    theme: Case[Theme]
    text: Sealed
    owner: Sealed
    due_on: Case[date | None] = None
    learning_id: Case[UUID | None] = None


class Section(OpenCode):
    """The sections that the optional template offers; no format is prescribed."""

    CHILD_AND_FAMILY = "child_and_family", "The child, the family and who lives with them"
    FACTS = "facts", "What happened, and other processes that run"
    AGENCIES = "agencies", "What the agencies knew and did; key practice episodes"
    IMMEDIATE_ACTION = "immediate_action", "What was done at once for children's safety"
    LIVED_EXPERIENCE = (
        "lived_experience",
        "The child's lived experience and voice; the family's view",
    )
    IDENTITY = "identity", "Identity, culture, racism and other inequality"
    GOOD_PRACTICE = "good_practice", "Good practice"
    WHY = "why", "Why things happened"
    EARLIER_LEARNING = "earlier_learning", "What earlier reviews had found, and what is being done"
    SCRUTINY = "scrutiny", "What the independent scrutineer says"
    OTHER = "other", "Anything else"


class ReviewSection(Document):
    """One section of the optional template, as it was filled in."""

    section: Case[Section]
    text: Sealed


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
    sections: Case[tuple[ReviewSection, ...]] = ()
    template_version: Case[Token | None] = None


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
    sections: Case[tuple[ReviewSection, ...]] = ()
    template_version: Case[Token | None] = None
    core_confirmed: Case[bool] = True
    vocabulary: Case[Token | None] = None


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
    sections: Case[tuple[ReviewSection, ...]] = ()
    template_version: Case[Token | None] = None
    core_confirmed: Case[bool] = True
    vocabulary: Case[Token | None] = None


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
