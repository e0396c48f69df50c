"""Domain events as facts of the contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.execute import Order
from contracts.characteristics import Circumstances
from contracts.codes import DelayReason, NotifyingPosition, Partner
from contracts.envelope import Fact
from contracts.notify import (
    AbuseNeglect,
    Area,
    ChildFacts,
    IncidentKind,
    IncidentScopedInV1,
    IncidentScopedNotifyOnlyV1,
    NotificationAcceptedV1,
    NotificationSubmittedV1,
    NotificationWithdrawnV1,
    NotifyingPositionRecordedV1,
    OtherArea,
)
from contracts.notify_changes import NotificationAmendedV1
from services.notify.notification import events, wire_later
from services.notify.notification.commands import Command, Position
from services.notify.notification.send_rules import to_be_told
from services.notify.notification.state import Notification
from services.notify.notification.wire_later import Link, Question, partners_clock
from services.notify.policy import rules


class Content(BaseModel):
    """What was notified, beside the dates: codes in clear, text sealed. Stored as it stands."""

    model_config = ConfigDict(frozen=True)

    area: Area
    other_areas: tuple[OtherArea, ...] = ()
    kind: IncidentKind
    abuse_neglect: AbuseNeglect
    children: tuple[ChildFacts, ...]
    positions: tuple[NotifyingPosition, ...]
    lateness_reason: DelayReason | None
    lateness_explanation: str | None
    outline: str
    framework_version: str
    completeness_percent: int
    missing: tuple[str, ...]
    code_lists_version: str | None = None
    circumstances: Circumstances | None = None
    questions: tuple[Question, ...] = ()
    duplicate_of: Link | None = None
    duplicates: tuple[Link, ...] = ()
    areas_of_duplicates: tuple[str, ...] = ()
    """Codes of the authorities that its duplicates named as concerned."""
    review_from: date | None = None
    """Where the rapid review's time begins, when that is not at notifying."""

    @property
    def to_be_told(self) -> tuple[str, ...]:
        """Who must be told of it while it counts."""
        return to_be_told(self.area.authority_code, self.concerned)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The authorities of the other areas, those that its duplicates named too."""
        return (*(one.area.authority_code for one in self.other_areas), *self.areas_of_duplicates)

    def question(self, id_: UUID) -> Question:
        """The question with this id."""
        return next(one for one in self.questions if one.id == id_)


@dataclass(frozen=True)
class Telling:
    """What facts need beside the event: stored content, and the sealed words of this command.

    ``before``: the area that had it, where another one has it now.
    """

    reference: str
    sender: str
    content: Content
    reason: str | None = None
    positions: tuple[NotifyingPosition, ...] = ()
    before: Area | None = None

    def announce(
        self, state: Notification, event: events.Event, _order: Order[Command]
    ) -> Sequence[Fact]:
        """The facts that tell of one event."""
        fact = self._fact(state, event)
        return [fact] if fact else []

    def _fact(self, state: Notification, event: events.Event) -> Fact | None:
        ids: dict[str, Any] = {"incident_id": state.id, "reference": self.reference}
        match event:
            case events.Submitted():
                return self._submitted(state.id, event)
            case events.Accepted():
                return NotificationAcceptedV1(
                    **ids,
                    completeness_percent=self.content.completeness_percent,
                    missing=self.content.missing,
                )
            case events.Shared() | events.SharingCorrected():
                return wire_later.told(ids, event)
            case events.ScopedIn():
                return self._scoped_in(state, event)
            case events.ScopedNotifyOnly():
                return IncidentScopedNotifyOnlyV1(
                    **ids,
                    area=self.content.area,
                    basis=event.basis,
                    framework_version=self.content.framework_version,
                )
            case events.Amended():
                return self._amended(state, event)
            case events.Withdrawn():
                assert self.reason, "a withdrawal has a reason"
                return NotificationWithdrawnV1(
                    **ids,
                    withdrawn_on=event.on,
                    positions=self._kept(state),
                    reason=self.reason,
                    version=state.version,
                )
            case events.PositionRecorded():
                return NotifyingPositionRecordedV1(**ids, position=self._kept(state)[0])
            case _:
                return self._later(state, event, ids)

    def _later(
        self,
        state: Notification,
        event: events.ChildAdded
        | events.IdentityCompleted
        | events.Reassigned
        | events.MarkedDuplicate
        | events.Absorbed
        | events.ThresholdAsked
        | events.ThresholdAnswered,
        ids: dict[str, Any],
    ) -> Fact:
        content = self.content
        said: dict[str, Any] = {"version": state.version, "reason": self.reason}
        match event:
            case events.ChildAdded():
                child = content.children[event.number - 1]
                return wire_later.child_added(ids, event, child, **said)
            case events.IdentityCompleted():
                child = content.children[event.number - 1]
                return wire_later.identity_completed(ids, event, child, **said)
            case events.Reassigned():
                assert self.before, "an authority had it before"
                said["partners_clock"] = wire_later.partners_to_tell(state, event)
                return wire_later.reassigned(ids, event, self.before, content.area, **said)
            case events.MarkedDuplicate():
                assert content.duplicate_of, "another notification goes on"
                return wire_later.marked_duplicate(ids, event, content.duplicate_of, **said)
            case events.Absorbed():
                duplicate = next(one for one in content.duplicates if one.id == event.duplicate)
                return wire_later.absorbed(ids, event, duplicate, state.version)
            case events.ThresholdAsked():
                return wire_later.threshold_asked(ids, event, content.question(event.question))
            case events.ThresholdAnswered():
                question = content.question(event.question)
                return wire_later.threshold_answered(ids, event, question)
            case _:
                assert_never(event)

    def _kept(self, state: Notification) -> tuple[NotifyingPosition, ...]:
        """The positions that came, as they stand now; a partner's own word has no one else's reason."""
        now = {one.partner: one for one in state.positions}
        return tuple(_as_kept(one, now[one.partner]) for one in self.positions)

    def _submitted(self, incident: UUID, event: events.Submitted) -> Fact:
        content = self.content
        return NotificationSubmittedV1(
            incident_id=incident,
            reference=self.reference,
            sender=self.sender,
            area=content.area,
            other_areas=content.other_areas,
            occurred_on=event.occurred_on,
            aware_on=event.aware_on,
            notified_at=event.at,
            kind_of_incident=content.kind,
            abuse_neglect=content.abuse_neglect,
            children=content.children,
            positions=content.positions,
            clock=rules.clock("N1", event.aware_on, event.on),
            lateness_reason=content.lateness_reason,
            lateness_explanation=content.lateness_explanation,
            outline=content.outline,
            framework_version=content.framework_version,
            circumstances=content.circumstances,
            code_lists_version=content.code_lists_version,
            partners_clock=partners_clock(event.aware_on, event.partners_told_on),
        )

    def _scoped_in(self, state: Notification, event: events.ScopedIn) -> Fact:
        assert state.notified_on, "scoped before it was notified"
        assert state.aware_on, "scoped without an aware date"
        return IncidentScopedInV1(
            incident_id=state.id,
            reference=self.reference,
            area=self.content.area,
            kind_of_incident=self.content.kind,
            notified_on=state.notified_on,
            aware_on=state.aware_on,
            basis=event.basis,
            framework_version=self.content.framework_version,
            review_from=event.since,
        )

    def _amended(self, state: Notification, event: events.Amended) -> Fact:
        now = {
            "kind_of_incident": self.content.kind,
            "abuse_neglect": self.content.abuse_neglect,
            "other_areas": self.content.other_areas,
            "children": self.content.children,
            "lateness_reason": self.content.lateness_reason,
            "lateness_explanation": self.content.lateness_explanation,
            "outline": self.content.outline,
            "circumstances": self.content.circumstances,
        }
        return NotificationAmendedV1(
            incident_id=state.id,
            reference=self.reference,
            version=state.version,
            changed=event.changed,
            occurred_on=event.occurred_on,
            aware_on=event.aware_on,
            clock=rules.clock("N1", event.aware_on, state.notified_on),
            partners_clock=partners_clock(event.aware_on, event.partners_told_on),
            reason=self.reason,
            **{name: value for name, value in now.items() if name in event.changed},
        )


def _as_kept(told: NotifyingPosition, kept: Position) -> NotifyingPosition:
    by = Partner(kept.stated_by) if kept.stated_by else None
    reason = told.reason if by == told.stated_by else None
    return told.model_copy(update={"stated_on": kept.stated_on, "stated_by": by, "reason": reason})
