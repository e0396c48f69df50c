"""What ``correspondence`` announces of a letter that answers what was told of a local review; no decision is in it."""

from datetime import date
from uuid import UUID

from contracts.codes import DocumentRef, Partner
from contracts.correspondence import LetterKind
from contracts.envelope import Case, Fact, Open, Token, Words


class LocalReviewLetterDraftedV1(Fact):
    """A person began a letter; ``tells_of``: the fact of the local review that it answers."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    lcspr_id: Case[UUID]
    tells_of: Case[UUID]
    letter_kind: Case[LetterKind]
    begun_by: Case[Words]
    template_version: Open[Token]


class LocalReviewLetterDiscardedV1(Fact):
    """It was put away before it went out; another may be begun about the same fact."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    lcspr_id: Case[UUID]
    tells_of: Case[UUID]
    letter_kind: Case[LetterKind]
    discarded_by: Case[Words]
    discarded_on: Case[date]


class LocalReviewLetterIssuedV1(Fact):
    """It went out to all the partners at once; it starts no clock and moves none.

    ``replaces``: the withdrawn letter in whose place it stands.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    lcspr_id: Case[UUID]
    tells_of: Case[UUID]
    letter_kind: Case[LetterKind]
    issued_on: Case[date]
    recipients: Case[tuple[Partner, ...]]
    document: Case[DocumentRef]
    replaces: Case[UUID | None] = None


class LocalReviewLetterWithdrawnV1(Fact):
    """It was taken back by a person who did not write it; its recipients read why."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    lcspr_id: Case[UUID]
    tells_of: Case[UUID]
    letter_kind: Case[LetterKind]
    issued_on: Case[date]
    withdrawn_by: Case[Words]
    withdrawn_on: Case[date]


FACTS: tuple[type[Fact], ...] = (
    LocalReviewLetterDraftedV1,
    LocalReviewLetterDiscardedV1,
    LocalReviewLetterIssuedV1,
    LocalReviewLetterWithdrawnV1,
)
