"""Facts and commands of the national body's consideration, its decision and its requests."""

from datetime import date
from uuid import UUID

from contracts.codes import (
    Clock,
    Criterion,
    Finding,
    Outcome,
    Partner,
    ReviewPosition,
    Theme,
    View,
)
from contracts.envelope import Case, Command, Document, Fact, Open, Sealed, Token, Words
from contracts.reasons import ReviewReason
from contracts.review.given_advice import AdviceItem


class CriterionAnswer(Document):
    """One criterion answered, with its reason and where the evidence stands."""

    criterion: Case[Criterion]
    finding: Case[Finding]
    reason: Sealed | None = None
    evidence: tuple[Sealed, ...] = ()


class Ask(Document):
    """One thing asked of the partners, numbered as in the letter."""

    number: Case[int]
    asked_of: Case[tuple[Partner, ...]]
    text: Sealed


class Owed(Document):
    """An ask that one partner has not answered yet."""

    number: Case[int]
    partner: Case[Partner]


class ReplyTerms(Document):
    """How long the partners have to reply, counted from the day on which the letter is issued."""

    code: Open[Token]
    title: Open[Words]
    working_days: Open[int]
    basis: Open[Words]
    policy_version: Open[Words]


class Quorum(Document):
    """Who decided: members present after recusals, how many were needed, and from which sectors.

    ``sectors_missing``: those that policy names and nobody came from; it warns and does not block.
    """

    present: Case[int]
    needed: Case[int]
    recused: Case[int]
    sectors: Case[tuple[Token, ...]] = ()
    sectors_missing: Case[tuple[Token, ...]] = ()


class Feedback(Document):
    """What the national body thinks of the review, in the words of the letter."""

    strengths: Sealed | None = None
    decision_making: Sealed | None = None
    analysis: Sealed | None = None
    learning: Sealed | None = None


class ListForMeetingV1(Command):
    """Put the case on a meeting's agenda."""

    incident_id: Case[UUID]
    meeting_id: Case[UUID]


class CaseListedV1(Fact):
    """The case is on a meeting's agenda."""

    incident_id: Case[UUID]
    reference: Case[Token]
    meeting_id: Case[UUID]
    meeting_on: Case[date]
    round: Case[int]


class RecuseMemberV1(Command):
    """Keep a member out of this case, and say why."""

    incident_id: Case[UUID]
    member_id: Case[Token]
    reason: Sealed


class MemberRecusedV1(Fact):
    """A member takes no part in this case."""

    incident_id: Case[UUID]
    reference: Case[Token]
    member_id: Case[Token]
    reason: Sealed
    round: Case[int]


class RecordDecisionV1(Command):
    """Record what the meeting decided; ``version`` is the round, both versions as the page showed them."""

    incident_id: Case[UUID]
    version: Case[int | None] = None
    review_version: Case[int | None] = None
    meeting_id: Case[UUID]
    outcome: Case[Outcome]
    national_candidate: Case[bool] = False
    criteria: Case[tuple[CriterionAnswer, ...]] = ()
    reasons: Sealed
    feedback: Case[Feedback] = Feedback()
    asks: Case[tuple[Ask, ...]] = ()
    advice: Sealed | None = None
    lines_of_enquiry: Case[tuple[Theme, ...]] = ()
    themes: Case[tuple[Theme, ...]] = ()
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    advice_items: Case[tuple[AdviceItem, ...]] = ()


class DecisionRecordedV1(Fact):
    """The national body decided one round; partners, not it, own the LCSPR decision."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    round: Case[int]
    decided_on: Case[date]
    meeting_id: Case[UUID]
    outcome: Case[Outcome]
    national_candidate: Case[bool] = False
    partnership_view: Case[View]
    positions: Case[tuple[ReviewPosition, ...]] = ()
    criteria: Case[tuple[CriterionAnswer, ...]] = ()
    reasons: Sealed
    feedback: Case[Feedback] = Feedback()
    asks: Case[tuple[Ask, ...]] = ()
    advice: Sealed | None = None
    lines_of_enquiry: Case[tuple[Theme, ...]] = ()
    themes: Case[tuple[Theme, ...]] = ()
    review_version: Case[int]
    quorum: Case[Quorum]
    reply_clock: Case[Clock]
    reply_terms: Case[ReplyTerms | None] = None
    guidance_version: Open[Words]
    framework_version: Open[Token]
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    advice_items: Case[tuple[AdviceItem, ...]] = ()


class DecisionAnnouncedV1(Fact):
    """The decision as outside subscribers have it: coded, without free text."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    round: Case[int]
    decided_on: Case[date]
    authority_code: Case[Token]
    partnership: Case[Token]
    region_code: Case[Token]
    outcome: Case[Outcome]
    national_candidate: Case[bool]
    partnership_view: Case[View]
    agreement: Case[bool | None]
    criteria_met: Case[tuple[Criterion, ...]]
    criteria_unclear: Case[tuple[Criterion, ...]]
    themes: Case[tuple[Theme, ...]]
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    framework_version: Open[Token | None] = None


class InformationRequestOpenedV1(Fact):
    """The letter with its asks was issued; each partner has until the due date."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    letter_id: Case[UUID]
    asks: Case[tuple[Ask, ...]]
    clock: Case[Clock]


class AnswerInformationRequestV1(Command):
    """Answer one or more asks."""

    incident_id: Case[UUID]
    partner: Case[Partner]
    numbers: Case[tuple[int, ...]]
    thread_id: Case[UUID | None] = None


class InformationRequestAnsweredV1(Fact):
    """A partner answered; the request is whole when nobody owes an answer."""

    incident_id: Case[UUID]
    reference: Case[Token]
    partner: Case[Partner]
    numbers: Case[tuple[int, ...]]
    owed: Case[tuple[Owed, ...]]
    clock: Case[Clock]


class RecordPartnersDecisionV1(Command):
    """Record the partners' final decision on an LCSPR; it is theirs to make."""

    incident_id: Case[UUID]
    decision: Case[View]
    decided_on: Case[date]
    positions: Case[tuple[ReviewPosition, ...]]
    criteria: Case[tuple[CriterionAnswer, ...]] = ()
    reasons: Sealed | None = None
    reason_codes: Case[tuple[ReviewReason, ...]] = ()


class AgreementStep(Document):
    """One step of the views exchanged: by whom, and what it was."""

    by: Case[Token]
    view: Case[Token]
    on: Case[date]


class PartnersFinalDecisionRecordedV1(Fact):
    """The partners decided; the whole exchange of views stands beside it."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision: Case[View]
    decided_on: Case[date]
    positions: Case[tuple[ReviewPosition, ...]]
    criteria: Case[tuple[CriterionAnswer, ...]] = ()
    reasons: Sealed | None = None
    agreement: Case[tuple[AgreementStep, ...]]
    follows_advice: Case[bool | None]
    reason_codes: Case[tuple[ReviewReason, ...]] = ()
    answers: Case[UUID | None] = None
