"""What ``correspondence`` announces."""

from datetime import date, datetime
from uuid import UUID

from contracts.codes import Clock, DocumentRef, Partner
from contracts.envelope import Case, Fact, Open, OpenCode, Token, Words
from contracts.speaking import Channel


class LetterKind(OpenCode):
    """The kinds of letter."""

    REQUEST_INFORMATION = "request_information", "Request for information"
    AGREE_LCSPR = "agree_lcspr", "Agreement that an LCSPR is held"
    AGREE_NO_LCSPR = "agree_no_lcspr", "Agreement that the rapid review is enough"
    QUESTION_LCSPR = "question_lcspr", "Question about holding an LCSPR"
    QUESTION_NO_LCSPR = "question_no_lcspr", "Question about not holding an LCSPR"
    ADVISE_LCSPR = "advise_lcspr", "Advice to hold an LCSPR"
    DECISION_MISSING = "decision_missing", "The partners' decision is outstanding"
    CORRECTION = "correction", "Correction of a letter"
    COMMENTS_ON_DELAY = "comments_on_delay", "Comments on the delay of a local review"
    COMMENTS_ON_NON_PUBLICATION = (
        "comments_on_non_publication",
        "Comments on reasons not to publish",
    )
    COMMENTS_ON_REPORT = "comments_on_report", "Comments on the report of a local review"
    OTHER = "other", "Another letter"


class LetterDraftedV1(Fact):
    """A letter was drafted from a decision's facts."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    decision_id: Case[UUID]
    letter_kind: Case[LetterKind]
    round: Case[int]
    template_version: Open[Token]


class LetterRewordedV1(Fact):
    """A person worded parts of a draft anew; ``parts`` is all that now differs from the decision."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    parts: Case[tuple[Token, ...]]
    reworded_by: Case[Words]
    reworded_on: Case[date]


class LetterApprovedV1(Fact):
    """A named person, not the drafter, approved the letter.

    ``reworded_by``: who put words of their own in place of the decision's. ``warnings``: what was doubtful
    and went out all the same, for a reason that ``correspondence`` keeps sealed. ``lines``: the standard
    lines that stand in it, as ``code:version``.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    drafted_by: Case[Words]
    approved_by: Case[Words]
    approved_on: Case[date]
    reworded_by: Case[tuple[Words, ...]] = ()
    warnings: Case[tuple[Token, ...]] = ()
    lines: Case[tuple[Token, ...]] = ()


class LetterIssuedV1(Fact):
    """The letter went out to all the partners at once; it may await their decision on an LCSPR.

    ``replaces``: the withdrawn letter in whose place it stands; it then starts no clock anew.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    decision_id: Case[UUID]
    letter_kind: Case[LetterKind]
    awaits_decision: Case[bool]
    round: Case[int]
    issued_on: Case[date]
    recipients: Case[tuple[Partner, ...]]
    document: Case[DocumentRef]
    reply_clock: Case[Clock | None] = None
    replaces: Case[UUID | None] = None


class LetterDeliveredV1(Fact):
    """One partner's copy arrived: a mailbox took the message, it stands here to be read, or it was posted that day."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    partner: Case[Partner]
    attempt: Case[int]
    delivered_on: Case[date]
    channel: Case[Channel] = Channel.EMAIL


class LetterDeliveryFailedV1(Fact):
    """One partner's copy did not arrive; a person has a task."""

    incident_id: Case[UUID]
    reference: Case[Token]
    letter_id: Case[UUID]
    partner: Case[Partner]
    attempt: Case[int]
    failed_on: Case[date]
    reason: Case[Words]


class ReplyReceivedV1(Fact):
    """A partner replied in a thread."""

    incident_id: Case[UUID]
    reference: Case[Token]
    thread_id: Case[UUID]
    letter_id: Case[UUID]
    reply_id: Case[UUID]
    partner: Case[Partner]
    paragraph: Case[int | None] = None
    received_on: Case[date]
    document: Case[DocumentRef | None] = None


class InvitationSentV1(Fact):
    """An invitation to a meeting about one case went to the partners; ``changes``: how often it was moved by then."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    starts_at: Case[datetime]
    recipients: Case[tuple[Partner, ...]]
    changes: Case[int] = 0


class InvitationWithdrawnV1(Fact):
    """A meeting about one case was called off, and the partners' calendars are told so."""

    incident_id: Case[UUID]
    reference: Case[Token]
    dialogue_id: Case[UUID]
    recipients: Case[tuple[Partner, ...]]


class CorrespondenceTextErasedV1(Fact):
    """This service destroyed its copy of the incident's key: the receipt for an erasure."""

    incident_id: Case[UUID]
    erased_on: Case[date]
