"""The latest state of a case: its stage, its clocks, and what may be done next by whom."""

from datetime import date
from uuid import UUID

from contracts.codes import Clock, Partner
from contracts.envelope import Case, Code, Document, Fact, Open, Token, Words
from contracts.review.agency_return import AwaitedReturn
from contracts.review.consideration import Owed
from contracts.review.lcspr_course import LcsprStatus
from contracts.review.rapid_review_steps import Station


class Stage(Code):
    """Where a case stands, in the words that pages, letters and exports share."""

    RAPID_REVIEW_DUE = "rapid_review_due", "Rapid review due"
    WITH_NATIONAL_BODY = "with_national_body", "With the Panel"
    LISTED = "listed", "Listed for a meeting"
    DECIDED = "decided", "Decided, letter to come"
    AWAITING_INFORMATION = "awaiting_information", "Awaiting information"
    AWAITING_PARTNERS = "awaiting_partners", "Awaiting the partners' decision"
    LCSPR = "lcspr", "LCSPR in progress"
    PUBLISHED = "published", "LCSPR published"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class Move(Document):
    """One command that ``review`` takes: who may give it now, or why nobody may."""

    command: Open[Token]
    roles: Open[tuple[Token, ...]]
    open: Case[bool]
    reason: Case[Words | None] = None


class Milestone(Document):
    """One step of a case that has happened."""

    code: Open[Token]
    on: Case[date]


class CaseStateChangedV1(Fact):
    """The latest state of one case; on a compacted topic, so only the last one counts."""

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    stage: Case[Stage]
    round: Case[int]
    authority_code: Case[Token]
    authority_name: Case[Words]
    partnership: Case[Token]
    region_code: Case[Token]
    clocks: Case[tuple[Clock, ...]]
    awaited_from: Case[tuple[Token, ...]]
    moves: Case[tuple[Move, ...]]
    meeting_id: Case[UUID | None] = None
    meeting_on: Case[date | None] = None
    review_version: Case[int] = 0
    owed: Case[tuple[Owed, ...]] = ()
    lcspr_expected_on: Case[date | None] = None
    earliest_publication: Case[date | None] = None
    station: Case[Station | None] = None
    unsigned: Case[tuple[Partner, ...]] = ()
    awaited_returns: Case[tuple[AwaitedReturn, ...]] = ()
    core_unconfirmed: Case[bool] = False
    milestones: Case[tuple[Milestone, ...]] = ()
    lcspr_status: Case[LcsprStatus] = LcsprStatus.NONE
    lcspr_notice_owed: Case[bool] = False
