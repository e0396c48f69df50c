"""What happened to a notification after it was sent, as facts of the contract."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.codes import Clock
from contracts.notify import Area, ChildFacts, NotificationSharedV1
from contracts.notify_changes import (
    ChildAddedV1,
    DuplicateAbsorbedV1,
    IdentityCompletedV1,
    NotificationMarkedDuplicateV1,
    NotificationReassignedV1,
    SharingCorrectedV1,
    ThresholdAnsweredV1,
    ThresholdAskedV1,
    WithdrawalSharedV1,
)
from services.notify.notification import events
from services.notify.notification.state import Notification
from services.notify.policy import rules

Ids = dict[str, Any]
"""``incident_id`` and ``reference``, which every fact has."""


ERASED = "This text has been erased."
"""What is read in the place of a sealed text whose key is gone."""


class Link(BaseModel):
    """Another notification."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    reference: str


class Question(BaseModel):
    """A question on the threshold with its answer, the words sealed."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    asked_on: date
    asked_by: str
    question: str
    answered_on: date | None = None
    answered_by: str | None = None
    answered_by_name: str | None = None
    """None of what was answered before names were kept."""
    answer: str | None = None
    paragraph: str | None = None
    framework_version: str | None = None


def partners_clock(aware_on: date, told_on: date | None) -> Clock | None:
    """N2, once it is known when the partners were told."""
    return rules.clock("N2", aware_on, told_on) if told_on else None


def partners_to_tell(state: Notification, event: events.Reassigned) -> Clock | None:
    """N2 as it runs for other partners, from where it began; None: those who were told stay."""
    assert state.aware_on, "who gives it away had it"
    return None if event.same_partners else rules.clock("N2", state.aware_on, None)


def child_added(ids: Ids, event: events.ChildAdded, child: ChildFacts, **said: Any) -> ChildAddedV1:
    """``said``: version and reason."""
    return ChildAddedV1(**ids, added_on=event.on, number=event.number, child=child, **said)


def identity_completed(
    ids: Ids, event: events.IdentityCompleted, child: ChildFacts, **said: Any
) -> IdentityCompletedV1:
    """That it was completed, and nothing of it."""
    return IdentityCompletedV1(
        **ids, completed_on=event.on, number=event.number, child=child, **said
    )


def reassigned(
    ids: Ids, event: events.Reassigned, before: Area, now: Area, **said: Any
) -> NotificationReassignedV1:
    """From one authority to another."""
    return NotificationReassignedV1(
        **ids, reassigned_on=event.on, from_area=before, to_area=now, **said
    )


def marked_duplicate(
    ids: Ids, event: events.MarkedDuplicate, survivor: Link, **said: Any
) -> NotificationMarkedDuplicateV1:
    """Both references are kept."""
    return NotificationMarkedDuplicateV1(
        **ids,
        marked_on=event.on,
        survivor_id=survivor.id,
        survivor_reference=survivor.reference,
        **said,
    )


def absorbed(
    ids: Ids, event: events.Absorbed, duplicate: Link, version: int
) -> DuplicateAbsorbedV1:
    """The dates as they stand now, with the clocks that they make."""
    return DuplicateAbsorbedV1(
        **ids,
        version=version,
        absorbed_on=event.on,
        duplicate_id=duplicate.id,
        duplicate_reference=duplicate.reference,
        notified_on=event.notified_on,
        occurred_on=event.occurred_on,
        aware_on=event.aware_on,
        clock=rules.clock("N1", event.aware_on, event.notified_on),
        partners_clock=partners_clock(event.aware_on, event.partners_told_on),
        review_from=event.review_from,
    )


def threshold_asked(ids: Ids, event: events.ThresholdAsked, question: Question) -> ThresholdAskedV1:
    """The question."""
    return ThresholdAskedV1(
        **ids, question_id=event.question, asked_on=event.on, question=question.question
    )


def threshold_answered(
    ids: Ids, event: events.ThresholdAnswered, question: Question
) -> ThresholdAnsweredV1:
    """The advice and what it relies on."""
    assert question.answer, "an answer has words"
    return ThresholdAnsweredV1(
        **ids,
        question_id=event.question,
        answered_on=event.on,
        answer=question.answer,
        paragraph=question.paragraph or "",
        framework_version=question.framework_version or "",
    )


def told(
    ids: Ids, event: events.Shared | events.SharingCorrected
) -> NotificationSharedV1 | WithdrawalSharedV1 | SharingCorrectedV1:
    """That a body was told, of the notification or of its withdrawal, or that this was recorded by mistake."""
    if isinstance(event, events.SharingCorrected):
        return SharingCorrectedV1(
            **ids,
            recipient=event.recipient,
            about=event.about,
            shared_on=event.told_on,
            corrected_on=event.on,
        )
    if event.about == "withdrawal":
        return WithdrawalSharedV1(**ids, recipient=event.recipient, shared_on=event.on)
    return NotificationSharedV1(**ids, recipient=event.recipient, shared_on=event.on)
