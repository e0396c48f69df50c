"""Facts and commands of a decision's corrections: what was recorded stays, and a new fact mends it."""

from datetime import date
from uuid import UUID

from contracts.codes import Criterion, Outcome, Theme, View
from contracts.envelope import Case, Command, Fact, Sealed, Token
from contracts.reasons import ReviewReason
from contracts.review.consideration import CriterionAnswer, Feedback, ReplyTerms
from contracts.review.given_advice import AdviceItem


class CorrectDecisionV1(Command):
    """Mend what a decision says, and say why; a field that is not given stays as it is.

    The outcome is open to correction until the letter is out.
    """

    incident_id: Case[UUID]
    decision_id: Case[UUID]
    why: Sealed
    outcome: Case[Outcome | None] = None
    national_candidate: Case[bool | None] = None
    criteria: Case[tuple[CriterionAnswer, ...] | None] = None
    reasons: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...] | None] = None
    feedback: Case[Feedback | None] = None
    advice: Sealed | None = None
    advice_items: Case[tuple[AdviceItem, ...] | None] = None
    lines_of_enquiry: Case[tuple[Theme, ...] | None] = None
    themes: Case[tuple[Theme, ...] | None] = None


class DecisionCorrectedV1(Fact):
    """A decision was corrected: the fields named in ``parts`` now say this, the others stand.

    ``after_letter``: the partners had been told already, and read the correction here.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    round: Case[int]
    correction: Case[int]
    corrected_on: Case[date]
    parts: Case[tuple[Token, ...]]
    after_letter: Case[bool]
    why: Sealed
    outcome: Case[Outcome]
    national_candidate: Case[bool]
    criteria: Case[tuple[CriterionAnswer, ...] | None] = None
    reasons: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...] | None] = None
    feedback: Case[Feedback | None] = None
    advice: Sealed | None = None
    advice_items: Case[tuple[AdviceItem, ...] | None] = None
    lines_of_enquiry: Case[tuple[Theme, ...] | None] = None
    themes: Case[tuple[Theme, ...] | None] = None
    reply_terms: Case[ReplyTerms | None] = None


class DecisionCorrectionAnnouncedV1(Fact):
    """A decision as outside subscribers have it after a correction: coded, whole, without free text."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    round: Case[int]
    correction: Case[int]
    decided_on: Case[date]
    corrected_on: Case[date]
    parts: Case[tuple[Token, ...]]
    outcome: Case[Outcome]
    national_candidate: Case[bool]
    partnership_view: Case[View]
    agreement: Case[bool | None]
    criteria_met: Case[tuple[Criterion, ...]]
    criteria_unclear: Case[tuple[Criterion, ...]]
    themes: Case[tuple[Theme, ...]]
    reason_codes: Case[tuple[ReviewReason, ...]]
