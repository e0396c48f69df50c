"""Facts and commands of the advice that a decision gives, and of what became of each piece of it."""

from datetime import date
from uuid import UUID

from contracts.codes import Criterion
from contracts.envelope import Case, Code, Command, Document, Fact, Sealed, Token


class AdviceItem(Document):
    """One piece of advice: why, and on what.

    ``evidence``: numbers, from 1, among the pieces of evidence that the decision names for ``criterion``.
    """

    number: Case[int]
    text: Sealed
    criterion: Case[Criterion | None] = None
    evidence: Case[tuple[int, ...]] = ()


class AdviceFate(Code):
    """What the partners did with a piece of advice; it is theirs to decide."""

    TAKEN = "taken", "Taken"
    PARTLY = "partly_taken", "Taken in part"
    NOT_TAKEN = "not_taken", "Not taken"


class AdviceEffect(Code):
    """What a piece of advice led to."""

    HELPED = "helped", "It helped"
    NO_DIFFERENCE = "no_difference", "It made no difference"
    DID_HARM = "did_harm", "It did harm"
    TOO_EARLY = "too_early", "It is too early to say"


class GivenItem(Document):
    """One piece of advice that went out, with an id for what becomes of it."""

    advice_id: Case[UUID]
    number: Case[int]
    text: Sealed
    criterion: Case[Criterion | None] = None
    evidence: Case[tuple[int, ...]] = ()


class DecisionAdviceGivenV1(Fact):
    """The letter with its advice went out; without a letter: a correction after it added these."""

    incident_id: Case[UUID]
    reference: Case[Token]
    decision_id: Case[UUID]
    letter_id: Case[UUID | None] = None
    given_on: Case[date]
    items: Case[tuple[GivenItem, ...]]


class AnswerAdviceV1(Command):
    """Say what became of a piece of advice; why, where it is not wholly taken."""

    incident_id: Case[UUID]
    advice_id: Case[UUID]
    fate: Case[AdviceFate]
    decided_on: Case[date]
    why: Sealed | None = None


class AdviceAnsweredV1(Fact):
    """The partners took a piece of advice, in part or not at all.

    ``decision_id``, ``number``: of a decision's advice; what was given on an LCSPR has neither.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    decision_id: Case[UUID | None] = None
    number: Case[int | None] = None
    criterion: Case[Criterion | None] = None
    fate: Case[AdviceFate]
    decided_on: Case[date]
    why: Sealed | None = None


class RecordAdviceEffectV1(Command):
    """Say what a piece of advice led to, and how that is known."""

    incident_id: Case[UUID]
    advice_id: Case[UUID]
    effect: Case[AdviceEffect]
    observed_on: Case[date]
    evidence: Sealed


class AdviceEffectRecordedV1(Fact):
    """What a piece of advice led to, as seen on a day."""

    incident_id: Case[UUID]
    reference: Case[Token]
    advice_id: Case[UUID]
    decision_id: Case[UUID | None] = None
    number: Case[int | None] = None
    fate: Case[AdviceFate]
    effect: Case[AdviceEffect]
    observed_on: Case[date]
    evidence: Sealed
