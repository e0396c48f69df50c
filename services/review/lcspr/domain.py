"""The partners' final decision, and the local child safeguarding practice review that may follow. Pure.

There is no move that resolves a difference between partners: each position is recorded, the decision is theirs.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.lcspr.commands import (
    Appoint,
    Command,
    ExplainDelay,
    Monitor,
    Plan,
    Publish,
    RecordDecision,
    SendCopy,
)
from services.review.lcspr.events import (
    Appointed,
    CopySent,
    DecisionRecorded,
    DelayExplained,
    Event,
    Initiated,
    Monitored,
    Planned,
    Published,
)

DUTY = "Children Act 2004 s16F"
GUIDANCE = "Working Together, chapter 5: LCSPRs"
COPIES = "Working Together, chapter 5: full report seven working days before publication"
MONITORING = "SI 2018/789 regulation 14"
RECIPIENTS = ("national_body", "secretary_of_state", "ofsted")


@dataclass(frozen=True)
class Lcspr:
    """The state; ``status``: none, not_held, initiated, published."""

    id: UUID
    status: str = "none"
    reference: str = ""
    partnership: str = ""
    decision: str = ""
    decided_on: date | None = None
    answers: UUID | None = None
    initiated_on: date | None = None
    reviewer: str | None = None
    forecast_on: date | None = None
    copies: tuple[tuple[str, date], ...] = ()
    planned_on: date | None = None
    published_on: date | None = None

    @property
    def last_copy_on(self) -> date | None:
        """When the last of the three copies went; None while one is missing."""
        sent = dict(self.copies)
        return max(sent.values()) if all(r in sent for r in RECIPIENTS) else None


def decide(state: Lcspr, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case RecordDecision():
            return _record_decision(state, command)
        case Appoint():
            _in_progress(state)
            _has_happened(command.appointed_on, command.today, "appointed_on")
            return () if state.reviewer == command.reviewer else (Appointed(command),)
        case Monitor():
            _in_progress(state)
            _has_happened(command.monitored_on, command.today, "monitored_on")
            return (Monitored(command.monitored_on, command.said),)
        case ExplainDelay():
            return _explain(state, command)
        case SendCopy():
            _in_progress(state)
            _has_happened(command.sent_on, command.today, "sent_on")
            sent = (command.recipient, command.sent_on)
            return () if sent in state.copies else (CopySent(*sent),)
        case Plan():
            return _plan(state, command)
        case Publish():
            if state.status == "published":
                return ()
            _in_progress(state)
            _has_happened(command.published_on, command.today, "published_on")
            return (Published(command.published_on, command.early, command.address),)
        case _:
            assert_never(command)


def _record_decision(state: Lcspr, command: RecordDecision) -> tuple[Event, ...]:
    if not command.reviewed:
        raise Refused("No decision before the rapid review was sent.", GUIDANCE, code="no_review")
    if command.decision not in ("yes", "no"):
        raise Refused("A final decision is yes or no.", DUTY, "decision", "not_final")
    if command.decided_on > command.on:
        raise Refused("The decision can not be in the future.", GUIDANCE, "decided_on", "date")
    if state.status in ("initiated", "published"):
        raise Refused("The LCSPR has begun.", GUIDANCE, code="initiated")
    known = (state.decision, state.decided_on, state.answers)
    if known == (command.decision, command.decided_on, command.answers):
        return ()
    recorded = DecisionRecorded(command)
    return (recorded, Initiated(command.decided_on)) if command.decision == "yes" else (recorded,)


def _explain(state: Lcspr, command: ExplainDelay) -> tuple[Event, ...]:
    _in_progress(state)
    if command.forecast_on < command.on:
        raise Refused("The forecast can not be in the past.", GUIDANCE, "forecast_on", "date")
    for told_on in command.told_on:
        _has_happened(told_on, command.on, "told")
    return (DelayExplained(command.forecast_on, command.said),)


def _plan(state: Lcspr, command: Plan) -> tuple[Event, ...]:
    _in_progress(state)
    if command.publish_on < command.today:
        raise Refused("A plan is for a day to come.", GUIDANCE, "publish_on", "date")
    if command.earliest is None or command.publish_on < command.earliest:
        earliest = (
            f" The earliest day is {command.earliest:%A %-d %B %Y}." if command.earliest else ""
        )
        raise Refused(
            "To publish then, copies had to reach the Panel, the Secretary of State and Ofsted"
            f" by {command.copies_needed_by:%A %-d %B %Y}.{earliest}",
            COPIES,
            "publish_on",
            "copies_too_late",
        )
    return () if state.planned_on == command.publish_on else (Planned(command.publish_on),)


def _has_happened(on: date, today: date, field: str) -> None:
    if on > today:
        raise Refused("What is recorded has happened: not a day to come.", GUIDANCE, field, "date")


def _in_progress(state: Lcspr) -> None:
    if state.status == "published":
        raise Refused("The LCSPR is published.", GUIDANCE, code="published")
    if state.status != "initiated":
        raise Refused("No LCSPR has been initiated.", GUIDANCE, code="not_initiated")


def evolve(state: Lcspr, event: Event) -> Lcspr:
    """The state after an event."""
    match event:
        case DecisionRecorded(command=made):
            return replace(
                state,
                status="not_held",
                decision=made.decision,
                decided_on=made.decided_on,
                answers=made.answers,
            )
        case Initiated():
            return replace(state, status="initiated", initiated_on=event.on)
        case Appointed(command=made):
            return replace(state, reviewer=made.reviewer)
        case Monitored():
            return state
        case DelayExplained():
            return replace(state, forecast_on=event.forecast_on)
        case CopySent():
            others = tuple(c for c in state.copies if c[0] != event.recipient)
            return replace(state, copies=(*others, (event.recipient, event.sent_on)))
        case Planned():
            return replace(state, planned_on=event.publish_on)
        case Published():
            return replace(state, status="published", published_on=event.published_on)
        case _:
            assert_never(event)


def available(state: Lcspr) -> frozenset[type[Command]]:
    """The commands that are open now."""
    match state.status:
        case "none" | "not_held":
            return frozenset({RecordDecision})
        case "initiated":
            return frozenset({Appoint, Monitor, ExplainDelay, SendCopy, Plan, Publish})
        case _:
            return frozenset()
