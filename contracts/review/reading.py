"""How the national body reads a rapid review: its checklist, its markers of quality, what it sends back."""

from datetime import date
from uuid import UUID

from contracts.codes import Theme
from contracts.envelope import Case, Code, Command, Document, Fact, OpenCode, Sealed, Token


class Considered(Code):
    """Whether a rapid review considered a theme of the checklist."""

    CONSIDERED = "considered", "Considered"
    NOT_RELEVANT = "not_relevant", "Not relevant"
    NOT_CONSIDERED = "not_considered", "Not considered"


class QualityMarker(OpenCode):
    """What a good rapid review shows."""

    FACTS = "facts", "The facts, as far as they were readily known"
    LIVED_EXPERIENCE = "lived_experience", "The child's lived experience"
    WHY = "why", "Why things happened, not only what"
    GOOD_PRACTICE = "good_practice", "Good practice as well as gaps"
    EARLIER_LEARNING = "earlier_learning", "What earlier reviews had found"
    LEARNING = "learning", "Learning with owners and dates"
    RATIONALE = "rationale", "Reasons for the decision on an LCSPR"
    OTHER = "other", "Another marker"


class Judgement(Code):
    """How strong a marker is."""

    STRONG = "strong", "Strong"
    SUFFICIENT = "sufficient", "Sufficient"
    WEAK = "weak", "Weak"


class Missing(OpenCode):
    """What the national body can not go on without."""

    CHILD_AND_FAMILY = "child_and_family", "The child and the family"
    FACTS = "facts", "The facts of the incident"
    AGENCIES = "agencies", "What the agencies knew and did"
    IMMEDIATE_ACTION = "immediate_action", "Immediate action for children's safety"
    DECISION = "decision", "The partners' decision on an LCSPR"
    UNREADABLE = "unreadable", "The document can not be read"
    OTHER = "other", "Something else"


class ThemeAnswer(Document):
    """The checklist's answer to one theme; not relevant is said with the reason."""

    theme: Case[Theme]
    answer: Case[Considered]
    because: Sealed | None = None


class MarkedQuality(Document):
    """One marker, judged."""

    marker: Case[QualityMarker]
    judgement: Case[Judgement]
    note: Sealed | None = None


class AssessRapidReviewV1(Command):
    """Answer the checklist and judge the quality of one version of a rapid review."""

    incident_id: Case[UUID]
    version: Case[int]
    themes: Case[tuple[ThemeAnswer, ...]]
    markers: Case[tuple[MarkedQuality, ...]] = ()


class RapidReviewAssessedV1(Fact):
    """How a version was read, by which vocabulary.

    ``working_days_taken``: from the start of the rapid review's clock to the receipt of its first version.
    """

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    assessed_on: Case[date]
    vocabulary: Case[Token]
    themes: Case[tuple[ThemeAnswer, ...]]
    markers: Case[tuple[MarkedQuality, ...]] = ()
    working_days_taken: Case[int]
    late: Case[bool]


class ReturnRapidReviewV1(Command):
    """Send a version back before it is considered: something is missing without which it can not be."""

    incident_id: Case[UUID]
    version: Case[int]
    missing: Case[tuple[Missing, ...]]
    explanation: Sealed


class RapidReviewReturnedV1(Fact):
    """A version was sent back as incomplete; it stays received, and its clock stays met."""

    incident_id: Case[UUID]
    rapid_review_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    returned_on: Case[date]
    missing: Case[tuple[Missing, ...]]
    explanation: Sealed
