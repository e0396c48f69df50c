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
    """One partner's position on notifying, without its words; ``stated_by``: itself, or the authority."""

    partner: Case[Partner]
    position: Case[Notifying]
    stated_on: Case[date | None] = None
    stated_by: Case[Partner | None] = None


class ChildTold(Document):
    """A child as later moves name it."""

    number: Case[int]
    person_id: Case[UUID]


class ThresholdTold(Document):
    """One question on the threshold and when it was answered, without its words."""

    id: Case[UUID]
    asked_on: Case[date]
    answered_on: Case[date | None] = None


class ReceiptTold(Document):
    """The receipt as HTTPS gives it for what was just taken: without the words of positions and questions.

    What comes later is read over HTTPS: which duplicates it has, and what became of it.
    """

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
    threshold: Case[tuple[ThresholdTold, ...]] = ()


class IntakeAnswerV1(Answer):
    """``notify``'s one answer to one record of a sender's intake topic; which one, partition and offset say."""

    partition: Open[Annotated[int, Field(ge=0)]]
    offset: Open[Annotated[int, Field(ge=0)]]
    sender_reference: Case[Token | None] = None
    receipt: Case[ReceiptTold | None] = None
    warnings: Case[tuple[Words, ...]] = ()
    errors: Case[tuple[WrongPlace, ...]] = ()
