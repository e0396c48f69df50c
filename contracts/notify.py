"""What ``notify`` announces and the commands it takes."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from contracts.characteristics import Characteristics, Circumstances
from contracts.codes import Clock, DelayReason, NotifyingPosition
from contracts.envelope import (
    Case,
    Code,
    Command,
    Document,
    Fact,
    Open,
    OpenCode,
    Sealed,
    Token,
    Words,
    Wrapped,
)


class IncidentKind(OpenCode):
    """Nature of the notification, as the national statistics count it."""

    DEATH = "child_death", "Death of a child"
    SERIOUS_HARM = "serious_harm", "Serious harm to a child"
    OTHER = "other", "Other"
    LOOKED_AFTER_DEATH = "looked_after_death", "Death of a looked-after child"
    CARE_LEAVER_DEATH = "care_leaver_death", "Death of a care leaver"


class AbuseNeglect(Code):
    """Whether abuse or neglect is known or suspected (Children Act 2004 s16C)."""

    KNOWN = "known", "Known"
    SUSPECTED = "suspected", "Suspected"
    NEITHER = "not_known_or_suspected", "Neither known nor suspected"


class AgeBand(Code):
    """Age at the incident; the child's date of birth stays in ``notify``."""

    UNBORN = "unborn", "Unborn"
    UNDER_1 = "under_1", "Under 1"
    FROM_1_TO_5 = "1_to_5", "1 to 5"
    FROM_6_TO_10 = "6_to_10", "6 to 10"
    FROM_11_TO_15 = "11_to_15", "11 to 15"
    FROM_16_TO_17 = "16_to_17", "16 to 17"
    FROM_18_TO_24 = "18_to_24", "18 to 24"
    NOT_KNOWN = "not_known", "Not known yet"


class Sex(Code):
    """Sex as recorded."""

    MALE = "male"
    FEMALE = "female"
    NOT_KNOWN = "not_known", "Not known yet"


class YesNo(Code):
    """An answer that keeps not asked, refused and not known yet apart."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known", "Not known yet"
    REFUSED = "refused"
    NOT_ASKED = "not_asked", "Not asked"


class ChildFacts(Document):
    """One child as others may know them: an opaque id and codes."""

    person_id: Case[UUID]
    age_band: Case[AgeBand]
    sex: Case[Sex]
    ethnicity: Case[Token]
    disability: Case[YesNo]
    placement: Case[Token]
    looked_after: Case[YesNo]
    protection_plan: Case[YesNo]
    outcome: Case[Literal["died", "harmed", "other"]]
    characteristics: Case[Characteristics | None] = None


class Area(Document):
    """Where an incident belongs, as the register had it on the day."""

    authority_code: Case[Token]
    authority_name: Case[Words]
    partnership: Case[Token]
    partnership_name: Case[Words]
    region_code: Case[Token]
    region_name: Case[Words]


class AreaRole(Code):
    """Why an incident concerns an area besides the one where it happened."""

    RESIDENCE = "residence", "Where the child normally lives"
    PLACING = "placing", "The authority that placed the child"


class OtherArea(Document):
    """Another area that the incident concerns."""

    role: Case[AreaRole]
    area: Case[Area]


class NotificationSubmittedV1(Fact):
    """An authority notified a serious incident (Children Act 2004 s16C).

    ``partners_clock``: once it is known when the partners were told; null: they are still to be told.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    sender: Case[Words]
    area: Case[Area]
    other_areas: Case[tuple[OtherArea, ...]] = ()
    occurred_on: Case[date]
    aware_on: Case[date]
    notified_at: Case[datetime]
    kind_of_incident: Case[IncidentKind]
    abuse_neglect: Case[AbuseNeglect]
    children: Case[tuple[ChildFacts, ...]]
    positions: Case[tuple[NotifyingPosition, ...]] = ()
    clock: Case[Clock]
    lateness_reason: Case[DelayReason | None] = None
    lateness_explanation: Sealed | None = None
    outline: Sealed
    framework_version: Open[Token]
    circumstances: Case[Circumstances | None] = None
    code_lists_version: Open[Token | None] = None
    partners_clock: Case[Clock | None] = None


class NotificationAcceptedV1(Fact):
    """The notification is whole, and is received."""

    incident_id: Case[UUID]
    reference: Case[Token]
    completeness_percent: Case[int]
    missing: Case[tuple[Words, ...]] = ()


class NotificationSharedV1(Fact):
    """The notification was sent on to a body that must have it; one fact a send."""

    incident_id: Case[UUID]
    reference: Case[Token]
    recipient: Case[Words]
    shared_on: Case[date]


class IncidentScopedInV1(Fact):
    """A rapid review is required; its time begins on ``review_from``, else with the notification."""

    incident_id: Case[UUID]
    reference: Case[Token]
    area: Case[Area]
    kind_of_incident: Case[IncidentKind]
    notified_on: Case[date]
    aware_on: Case[date]
    basis: Open[Words]
    framework_version: Open[Token]
    review_from: Case[date | None] = None


class IncidentScopedNotifyOnlyV1(Fact):
    """Notified, but no rapid review follows."""

    incident_id: Case[UUID]
    reference: Case[Token]
    area: Case[Area]
    basis: Open[Words]
    framework_version: Open[Token]


class NotificationWithdrawnV1(Fact):
    """The authority found that the criteria are not met.

    ``version``: of the notification as it ended; null: it was told before a withdrawal made one.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    withdrawn_on: Case[date]
    positions: Case[tuple[NotifyingPosition, ...]] = ()
    reason: Sealed
    version: Case[int | None] = None


class NotifyingPositionRecordedV1(Fact):
    """A partner stated, or changed, its position on notifying."""

    incident_id: Case[UUID]
    reference: Case[Token]
    position: Case[NotifyingPosition]


class ErasureBasis(OpenCode):
    """Why text may be erased. A list, because what is said here stays when the text is gone."""

    RETENTION = "retention_ended", "The time for which it may be kept has ended"
    RIGHT = "right_to_erasure", "Right to erasure (UK GDPR article 17)"
    COURT = "court_order", "Order of a court"
    IN_ERROR = "sent_in_error", "It was sent in error"
    OTHER = "other", "Another basis, as the body's own register of erasures says"


class IncidentTextErasedV1(Fact):
    """The incident's key is destroyed: what was sealed under it is noise."""

    incident_id: Case[UUID]
    reference: Case[Token]
    erased_on: Case[date]
    basis: Open[ErasureBasis]


class WrappedKey(Document):
    """The incident's key, wrapped for one service that may read."""

    service: Open[Token]
    wrapped: Open[Wrapped]


class IncidentKeyV1(Fact):
    """The key of one incident's sealed text; never journalled, published from the key table."""

    incident_id: Case[UUID]
    keys: Open[tuple[WrappedKey, ...]]


class EraseIncidentTextV1(Command):
    """Destroy the key of one incident, once retention or a right requires it."""

    incident_id: Case[UUID]
    basis: Open[ErasureBasis]
