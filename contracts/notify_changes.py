"""What ``notify`` announces of a notification after it was sent, beside its withdrawal."""

from datetime import date
from typing import Literal
from uuid import UUID

from contracts.characteristics import Circumstances
from contracts.codes import Clock, DelayReason
from contracts.envelope import Case, Fact, Open, Sealed, Token, Words
from contracts.notify import AbuseNeglect, Area, ChildFacts, IncidentKind, OtherArea


class NotificationAmendedV1(Fact):
    """The authority corrected what it had sent. What is named in ``changed`` reads here as it is now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    changed: Case[tuple[Token, ...]]
    occurred_on: Case[date]
    aware_on: Case[date]
    clock: Case[Clock]
    partners_clock: Case[Clock | None] = None
    reason: Sealed | None = None
    kind_of_incident: Case[IncidentKind | None] = None
    abuse_neglect: Case[AbuseNeglect | None] = None
    other_areas: Case[tuple[OtherArea, ...] | None] = None
    children: Case[tuple[ChildFacts, ...] | None] = None
    lateness_reason: Case[DelayReason | None] = None
    lateness_explanation: Sealed | None = None
    outline: Sealed | None = None
    circumstances: Case[Circumstances | None] = None


class ChildAddedV1(Fact):
    """The incident concerns one child more than was notified."""

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    added_on: Case[date]
    number: Case[int]
    child: Case[ChildFacts]
    reason: Sealed


class IdentityCompletedV1(Fact):
    """Who a child is became known, or was corrected: that it was, and the codes as they stand now."""

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    completed_on: Case[date]
    number: Case[int]
    child: Case[ChildFacts]
    reason: Sealed


class NotificationReassignedV1(Fact):
    """Another authority has it: where the incident happened decides who. The clocks keep their start.

    ``partners_clock``: it runs, since other partners are to be told; null: they are the same ones.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    reassigned_on: Case[date]
    from_area: Case[Area]
    to_area: Case[Area]
    reason: Sealed
    partners_clock: Case[Clock | None] = None


class NotificationMarkedDuplicateV1(Fact):
    """A person found that another notification is of the same incident; this one counts no more."""

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    marked_on: Case[date]
    survivor_id: Case[UUID]
    survivor_reference: Case[Token]
    reason: Sealed


class DuplicateAbsorbedV1(Fact):
    """This notification stands for another of the same incident, and has the earliest dates of both.

    ``review_from``: where the rapid review's time begins, the earliest of those that owed one; null: no one did.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    version: Case[int]
    absorbed_on: Case[date]
    duplicate_id: Case[UUID]
    duplicate_reference: Case[Token]
    notified_on: Case[date]
    occurred_on: Case[date]
    aware_on: Case[date]
    clock: Case[Clock]
    partners_clock: Case[Clock | None] = None
    review_from: Case[date | None] = None


class ThresholdAskedV1(Fact):
    """A sender asks whether the incident meets the threshold, when it notifies or later."""

    incident_id: Case[UUID]
    reference: Case[Token]
    question_id: Case[UUID]
    asked_on: Case[date]
    question: Sealed


class ThresholdAnsweredV1(Fact):
    """The national body advised on the threshold; advice binds nobody."""

    incident_id: Case[UUID]
    reference: Case[Token]
    question_id: Case[UUID]
    answered_on: Case[date]
    paragraph: Open[Words]
    answer: Sealed
    framework_version: Open[Token]


class WithdrawalSharedV1(Fact):
    """A body that had been told of the notification was told that it is withdrawn; one fact a send."""

    incident_id: Case[UUID]
    reference: Case[Token]
    recipient: Case[Words]
    shared_on: Case[date]


class SharingCorrectedV1(Fact):
    """What was recorded of telling a body was a mistake.

    ``about``: which of the two it was told; ``shared_on``: the day that is right, null: it was not told.
    """

    incident_id: Case[UUID]
    reference: Case[Token]
    recipient: Case[Words]
    about: Case[Literal["notification", "withdrawal"]]
    shared_on: Case[date | None] = None
    corrected_on: Case[date]
