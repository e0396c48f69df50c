"""Facts and commands of the local child safeguarding practice review (LCSPR)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from contracts.codes import Clock, DelayReason
from contracts.envelope import Case, Code, Command, Document, Fact, Open, Sealed, Token, Words

ReviewerName = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[^0-9,;:!?<>@/]{2,80}$")
]
"""A professional's name, which the report publishes: neither text about a case nor a child's identity."""
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]{3,500}$")]


class CopyRecipient(Code):
    """Who must have the report seven working days before publication."""

    NATIONAL_BODY = "national_body", "The Panel"
    SECRETARY_OF_STATE = "secretary_of_state", "The Secretary of State"
    OFSTED = "ofsted", "Ofsted"


class LcsprInitiatedV1(Fact):
    """The partners decided to hold an LCSPR; its six months begin."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    partnership: Case[Token]
    initiated_on: Case[date]
    clock: Case[Clock]


class AppointReviewerV1(Command):
    """Name who will review, and why they fit."""

    incident_id: Case[UUID]
    reviewer: Case[ReviewerName]
    independent: Case[bool]
    appointed_on: Case[date]


class LcsprReviewerAppointedV1(Fact):
    """A reviewer was appointed."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    reviewer: Case[ReviewerName]
    independent: Case[bool]
    appointed_on: Case[date]


class RecordMonitoringV1(Command):
    """Record one look at time taken and quality (SI 2018/789 reg 14)."""

    incident_id: Case[UUID]
    monitored_on: Case[date]
    on_time: Case[bool]
    quality: Sealed
    note: Sealed | None = None


class LcsprMonitoredV1(Fact):
    """Time taken and quality were looked at."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    monitored_on: Case[date]
    on_time: Case[bool]
    quality: Sealed
    note: Sealed | None = None
    next_on: Case[date]


class DelayTold(Document):
    """Who was told of a delay, and when."""

    recipient: Case[CopyRecipient]
    told_on: Case[date]


class ExplainLcsprDelayV1(Command):
    """Say why the LCSPR will be late, when it is now expected, and who was told of it."""

    incident_id: Case[UUID]
    reason: Case[DelayReason]
    forecast_on: Case[date]
    explanation: Sealed | None = None
    told: Case[tuple[DelayTold, ...]] = ()


class LcsprDelayExplainedV1(Fact):
    """Lateness was explained, and it is said who was told; the due date did not move."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    reason: Case[DelayReason]
    forecast_on: Case[date]
    explanation: Sealed | None = None
    told: Case[tuple[DelayTold, ...]]
    clock: Case[Clock]


class RecordCopySentV1(Command):
    """Record that a full copy of the report went to one recipient."""

    incident_id: Case[UUID]
    recipient: Case[CopyRecipient]
    sent_on: Case[date]


class LcsprCopySentV1(Fact):
    """A full copy of the report went to one recipient."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    recipient: Case[CopyRecipient]
    sent_on: Case[date]
    earliest_publication: Case[date | None]


class PlanPublicationV1(Command):
    """Plan the day of publication; a breach of the seven working days can not be planned."""

    incident_id: Case[UUID]
    publish_on: Case[date]


class LcsprPublicationPlannedV1(Fact):
    """The day of publication is planned."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    publish_on: Case[date]


class RecordPublicationV1(Command):
    """Record that the report was published, even when it was too soon or too late."""

    incident_id: Case[UUID]
    published_on: Case[date]
    address: Case[WebAddress | None] = None


class LcsprPublishedV1(Fact):
    """The report was published."""

    incident_id: Case[UUID]
    lcspr_id: Case[UUID]
    reference: Case[Token]
    published_on: Case[date]
    address: Case[WebAddress | None] = None
    days_late: Case[int]
    early: Case[bool]
    available_until: Case[date]
    clock: Case[Clock]
    basis: Open[Words]
