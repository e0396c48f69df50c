"""What ``correspondence`` announces of a letter after it went out: withdrawn, taken note of, found clear or not."""

from datetime import date
from uuid import UUID

from contracts.correspondence import LetterKind
from contracts.envelope import Case, Fact, Token, Words


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


FACTS: tuple[type[Fact], ...] = (LetterWithdrawnV1,)
