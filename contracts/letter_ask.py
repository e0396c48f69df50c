"""What ``correspondence`` announces of what a letter on a local review asks of each partner.

What a decision asks, ``review`` follows (``information-request-opened``); its words, like these, stay sealed.
"""

from datetime import date
from uuid import UUID

from contracts.codes import Partner
from contracts.envelope import Case, Fact, Token


class LetterAskPutV1(Fact):
    """A letter that went out asks a partner for something; ``number``: that of the request in the letter."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    ask_id: Case[UUID]
    number: Case[int]
    partner: Case[Partner]
    put_on: Case[date]
    due_on: Case[date | None] = None


class LetterAskAnsweredV1(Fact):
    """The partner answered it with a reply in the letter's thread."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    ask_id: Case[UUID]
    number: Case[int]
    partner: Case[Partner]
    reply_id: Case[UUID]
    answered_on: Case[date]
    due_on: Case[date | None] = None


class LetterAskTakenBackV1(Fact):
    """The letter was withdrawn before the partner answered: nothing is awaited any more."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    ask_id: Case[UUID]
    number: Case[int]
    partner: Case[Partner]
    taken_back_on: Case[date]


FACTS: tuple[type[Fact], ...] = (LetterAskPutV1, LetterAskAnsweredV1, LetterAskTakenBackV1)
