"""How an LCSPR ends: published or not, and what was in it; what was a breach is recorded as one."""

from datetime import date
from uuid import UUID

from contracts.codes import DocumentRef
from contracts.envelope import Case, Code, Command, Fact, Open, Sealed, Token, Words
from contracts.review.lcspr import CopyRecipient, DelayTold, WebAddress


class ReportPart(Code):
    """What a report, and what goes with it, must have."""

    IMPROVEMENTS = "improvements", "A summary of the improvements recommended"
    WHY = "why", "An analysis of why actions were or were not taken"
    BY_WHEN = "by_when", "What each agency must do, and by when"
    REVIEWER = "reviewer", "The reviewer's name"
    ANONYMISED = "anonymised", "A check that nobody can be recognised"
    FAMILY_TOLD = "family_told", "The family has been told of publication"
    LATENESS = "lateness", "The reasons, where it is late"


class BreachKind(Code):
    """What was done although a rule says otherwise."""

    PUBLISHED_EARLY = "published_early", "Published before the seven working days had passed"
    TAKEN_DOWN_EARLY = "taken_down_early", "Taken down before a year had passed"


class AssembleLcsprBundleV1(Command):
    """Put together what goes to the Panel, the Secretary of State and Ofsted before publication."""

    incident_id: Case[UUID]
    assembled_on: Case[date]
    document: Case[DocumentRef | None] = None
    parts: Case[tuple[ReportPart, ...]] = ()
    note: Sealed | None = None


class LcsprBundleAssembledV1(Fact):
    """What goes out before publication; what is missing warns and does not block."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    assembled_on: Case[date]
    document: Case[DocumentRef | None] = None
    parts: Case[tuple[ReportPart, ...]]
    missing: Case[tuple[ReportPart, ...]]
    note: Sealed | None = None


class RecordImprovementsPublicationV1(Command):
    """Record that the improvements were published in the report's place, and why."""

    incident_id: Case[UUID]
    published_on: Case[date]
    address: Case[WebAddress | None] = None
    why: Sealed


class LcsprImprovementsPublishedV1(Fact):
    """To publish the report was inappropriate; what should be improved is public."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    published_on: Case[date]
    address: Case[WebAddress | None] = None
    why: Sealed
    days_late: Case[int]
    early: Case[bool]
    available_until: Case[date]
    basis: Open[Words]


class JustifyNonPublicationV1(Command):
    """Tell the Panel and the Secretary of State why nothing is to be published."""

    incident_id: Case[UUID]
    told: Case[tuple[DelayTold, ...]]
    why: Sealed


class LcsprNonPublicationJustifiedV1(Fact):
    """The reasons not to publish were sent; the partners wait for comments until a day."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    told: Case[tuple[DelayTold, ...]]
    why: Sealed
    comments_until: Case[date]


class RecordNonPublicationV1(Command):
    """Decide not to publish, having considered what was said to the reasons."""

    incident_id: Case[UUID]
    decided_on: Case[date]
    considered: Sealed


class LcsprNotPublishedV1(Fact):
    """Nothing is published; the reasons were sent and the comments on them considered."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    decided_on: Case[date]
    commented: Case[bool]
    considered: Sealed
    basis: Open[Words]


class DiscontinueLcsprV1(Command):
    """End a review that has been begun, and say why and to whom that was told."""

    incident_id: Case[UUID]
    discontinued_on: Case[date]
    why: Sealed
    told: Case[tuple[DelayTold, ...]] = ()


class LcsprDiscontinuedV1(Fact):
    """The partners ended the review before a report was published."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    discontinued_on: Case[date]
    why: Sealed
    told: Case[tuple[DelayTold, ...]]
    not_told: Case[tuple[CopyRecipient, ...]]


class SupersedeLcsprV1(Command):
    """Record that a national review takes the local one's place."""

    incident_id: Case[UUID]
    superseded_on: Case[date]
    national_review: Case[Token]
    why: Sealed


class LcsprSupersededV1(Fact):
    """A national review takes the local one's place."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    superseded_on: Case[date]
    national_review: Case[Token]
    why: Sealed


class RecordTakeDownV1(Command):
    """Record that what was published is public no longer."""

    incident_id: Case[UUID]
    taken_down_on: Case[date]
    why: Sealed


class LcsprTakenDownV1(Fact):
    """What was published is public no longer."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    taken_down_on: Case[date]
    early: Case[bool]
    available_until: Case[date]
    why: Sealed


class LcsprAvailabilityEndedV1(Fact):
    """The time for which it had to be available has passed."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    available_until: Case[date]
    basis: Open[Words]


class LcsprBreachRecordedV1(Fact):
    """Something was done that could not have been planned: it is recorded as it happened."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    breach: Case[BreachKind]
    happened_on: Case[date]
    allowed_from: Case[date | None]
    basis: Open[Words]


class LcsprBreachTakenBackV1(Fact):
    """What was entered since shows that no rule was broken: the breach that was recorded is none."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    breach: Case[BreachKind]
    happened_on: Case[date]
    allowed_from: Case[date | None]
    basis: Open[Words]
