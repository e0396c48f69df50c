"""What ``notify`` answers to a notification that came through its sender's own topic."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from contracts.codes import Clock, Notifying, Partner
from contracts.envelope import Answer, Case, Document, Open, Token, Words


class WrongPlace(Document):
    """One field that is wrong: its JSON Pointer, of names that the contract has, and why."""

    pointer: Open[Words]
    reason: Open[Words]


class PositionTold(Document):
    """One partner's position on notifying, without its words."""

    partner: Case[Partner]
    position: Case[Notifying]
    stated_on: Case[date | None] = None


class ChildTold(Document):
    """A child as later moves name it."""

    number: Case[int]
    person_id: Case[UUID]


class AdviceTold(Document):
    """One question on the threshold, without its words and those of its answer."""

    id: Case[UUID]
    asked_on: Case[date]
    answered_on: Case[date | None] = None
    paragraph: Open[Words | None] = None
    framework_version: Open[Token | None] = None


class BecameTold(Document):
    """What became of the incident after notifying, as far as the partners were told."""

    stage: Case[Token]
    stage_means: Open[Words]
    awaited_from: Case[tuple[Words, ...]] = ()
    review_due_on: Case[date | None] = None
    review_received_on: Case[date | None] = None
    review_version: Case[int] = 0
    letter_on: Case[date | None] = None
    letter_round: Case[int] = 0


class ReceiptTold(Document):
    """The receipt, field by field the one that HTTPS gives; words about the case stay behind."""

    incident_id: Case[UUID]
    reference: Case[Token]
    sender_reference: Case[Token]
    state: Case[Token]
    state_means: Open[Words]
    version: Case[int]
    notified_on: Case[date]
    occurred_on: Case[date]
    aware_on: Case[date]
    partners_told_on: Case[date | None]
    clock: Case[Clock]
    partners_clock: Case[Clock | None]
    late: Case[bool]
    positions: Case[tuple[PositionTold, ...]]
    awaited: Case[tuple[Words, ...]]
    completeness_percent: Case[int]
    missing: Case[tuple[Words, ...]]
    what_happens_next: Open[Words]
    framework_version: Open[Token | None] = None
    code_lists_version: Open[Token | None] = None
    children: Case[tuple[ChildTold, ...]] = ()
    threshold: Case[tuple[AdviceTold, ...]] = ()
    duplicate_of: Case[Token | None] = None
    duplicates: Case[tuple[Token, ...]] = ()
    became: Case[BecameTold | None] = None


class IntakeAnswerV1(Answer):
    """``notify``'s one answer to one record of a sender's intake topic; which one, partition and offset say."""

    partition: Open[Annotated[int, Field(ge=0)]]
    offset: Open[Annotated[int, Field(ge=0)]]
    sender_reference: Case[Token | None] = None
    receipt: Case[ReceiptTold | None] = None
    warnings: Case[tuple[Words, ...]] = ()
    errors: Case[tuple[WrongPlace, ...]] = ()
