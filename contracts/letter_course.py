"""What ``correspondence`` announces of a letter after it went out: withdrawn, taken note of, found clear or not."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from contracts.codes import Partner
from contracts.correspondence import LetterKind
from contracts.envelope import Case, Code, Fact, Token, Words


class Clarity(Code):
    """Whether a letter was clear to one who had it."""

    YES = "yes", "Clear"
    PARTLY = "partly", "Clear in part"
    NO = "no", "Not clear"


class LetterWithdrawnV1(Fact):
    """A letter that went out was taken back by a person who did not draft it; its recipients read why."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    decision_id: Case[UUID]
    letter_kind: Case[LetterKind]
    round: Case[int]
    issued_on: Case[date]
    withdrawn_by: Case[Words]
    withdrawn_on: Case[date]


class LetterAcknowledgedV1(Fact):
    """A partner has read a letter."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    partner: Case[Partner]
    acknowledged_on: Case[date]


class LetterFeedbackGivenV1(Fact):
    """A partner said whether a letter was clear; ``with_words``: and what was not, which stays in ``correspondence``.

    An organisation's last answer counts.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    letter_kind: Case[LetterKind]
    partner: Case[Partner]
    clear: Case[Clarity]
    with_words: Case[bool]
    given_on: Case[date]


FACTS: Mapping[type[Fact], int] = {
    LetterWithdrawnV1: 1,
    LetterAcknowledgedV1: 0,
    LetterFeedbackGivenV1: 1,
}
"""Each with its minor version."""
