"""What ``correspondence`` takes from Kafka."""

from collections.abc import Sequence
from typing import Any

from chassis.ask import answers_consumed
from chassis.consume import Consumes
from chassis.dispatch import Received
from chassis.keys import keys_consumed
from chassis.proclaimed import calendar_consumed
from chassis.seal import KeyRing
from chassis.tx import Tx
from contracts.analytics import TrendReleasedV1
from contracts.catalogue import facts_on
from contracts.correspondence import CorrespondenceTextErasedV1
from contracts.notify import (
    IncidentScopedNotifyOnlyV1,
    IncidentTextErasedV1,
    NotificationSubmittedV1,
    NotificationWithdrawnV1,
)
from contracts.notify_changes import NotificationMarkedDuplicateV1, NotificationReassignedV1
from contracts.register import PartnershipRegisteredV1
from contracts.review.case_state import CaseStateChangedV1
from contracts.review.consideration import DecisionRecordedV1
from contracts.review.meeting import (
    AttendanceRecordedV1,
    DialogueOfferedV1,
    MeetingArrangedV1,
)
from contracts.review.meeting_changes import DialogueCalledOffV1, DialogueMovedV1
from contracts.topics import CORRESPONDENCE_LETTER, NOTIFY_INCIDENT, REVIEW_CASE
from services.correspondence import directory
from services.correspondence.invitation.handlers import Invitations
from services.correspondence.letter import handlers as letters
from services.correspondence.letter import readdressing
from services.correspondence.read_models import (
    cases,
    features,
    meetings,
    reassigned,
    stays,
    timeline,
    trends,
)
from services.correspondence.taken import after_decision, reminders
from services.correspondence.taken import contacts as contact_consumers
from services.correspondence.taken import panel as panel_consumers
from services.correspondence.taken import regional_groups as regional_consumers
from services.correspondence.voice import raising as voice_raising

TOLD = [
    entry.model
    for topic in (NOTIFY_INCIDENT, REVIEW_CASE, CORRESPONDENCE_LETTER)
    for entry in facts_on(topic)
]


def build_consumes(keys: KeyRing, organiser: str) -> Consumes:
    """The registry of this service; ``organiser``: the mailbox that invites."""
    consumes = Consumes("correspondence")
    keys_consumed(consumes, keys)
    calendar_consumed(consumes)
    answers_consumed(consumes, ["review", "notify"])
    _read_models(consumes)
    _letters(consumes)
    _meetings(consumes, organiser)
    reminders.register(consumes)
    panel_consumers.register(consumes)
    regional_consumers.register(consumes)
    after_decision.register(consumes)
    voice_raising.register(consumes)
    contact_consumers.register(consumes)

    @consumes(IncidentTextErasedV1)
    async def erase(tx: Tx, batch: Sequence[Received[IncidentTextErasedV1]]) -> None:
        for one in batch:
            await keys.erase(tx.conn, one.key)
            receipt = CorrespondenceTextErasedV1(incident_id=one.key, erased_on=tx.today)
            tx.announce(receipt, key=one.key, object=one.key, cause=one.cause)

    return consumes


def _read_models(consumes: Consumes) -> None:
    @consumes(*TOLD)
    async def tell(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await timeline.append(tx.conn, batch)

    @consumes(NotificationSubmittedV1)
    async def notified(tx: Tx, batch: Sequence[Received[NotificationSubmittedV1]]) -> None:
        await cases.fold_notifications(tx.conn, [one.message for one in batch])
        await features.note_themes(tx.conn, [one.key for one in batch])

    @consumes(IncidentScopedNotifyOnlyV1)
    async def notify_only(tx: Tx, batch: Sequence[Received[IncidentScopedNotifyOnlyV1]]) -> None:
        await cases.note_stage(tx.conn, [one.key for one in batch], "notify_only")

    @consumes(NotificationWithdrawnV1, NotificationMarkedDuplicateV1)
    async def ended(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await cases.note_stage(tx.conn, [one.key for one in batch], "cancelled")

    @consumes(NotificationReassignedV1)
    async def moved_away(tx: Tx, batch: Sequence[Received[NotificationReassignedV1]]) -> None:
        await reassigned.move(tx.conn, [one.message for one in batch])

    @consumes(CaseStateChangedV1)
    async def moved(tx: Tx, batch: Sequence[Received[CaseStateChangedV1]]) -> None:
        await cases.fold_states(tx.conn, [one.message for one in batch])
        await stays.fold(tx.conn, batch)

    @consumes(PartnershipRegisteredV1)
    async def registered(tx: Tx, batch: Sequence[Received[PartnershipRegisteredV1]]) -> None:
        await directory.fold(tx.conn, [one.message for one in batch])

    @consumes(MeetingArrangedV1)
    async def arranged(tx: Tx, batch: Sequence[Received[MeetingArrangedV1]]) -> None:
        await meetings.fold_arranged(tx.conn, [one.message for one in batch])

    @consumes(AttendanceRecordedV1)
    async def attended(tx: Tx, batch: Sequence[Received[AttendanceRecordedV1]]) -> None:
        await meetings.fold_held(tx.conn, [one.message for one in batch])


def _letters(consumes: Consumes) -> None:
    @consumes(DecisionRecordedV1)
    async def draft(tx: Tx, batch: Sequence[Received[DecisionRecordedV1]]) -> None:
        for one in batch:
            partnership = await cases.partnership_of(tx.conn, one.key)
            await letters.draft(tx, one.message, partnership, one.cause)

    @consumes(NotificationReassignedV1)
    async def to_others(tx: Tx, batch: Sequence[Received[NotificationReassignedV1]]) -> None:
        for one in batch:
            await readdressing.readdress(tx, one.message, one.cause)

    @consumes(TrendReleasedV1)
    async def keep_figures(tx: Tx, batch: Sequence[Received[TrendReleasedV1]]) -> None:
        await trends.fold(tx.conn, [one.message for one in batch])


def _meetings(consumes: Consumes, organiser: str) -> None:
    invitations = Invitations(organiser)

    @consumes(DialogueOfferedV1, DialogueMovedV1, DialogueCalledOffV1)
    async def invite(tx: Tx, batch: Sequence[Received[Any]]) -> None:
        await invitations.tell(tx, batch)
