"""From the proposal to the approved report: what may be asked, what follows, what it leads to. Pure."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from chassis.errors import Refused
from services.review.lcspr import ending
from services.review.lcspr.course_moves import (
    Approve,
    Approved,
    AskRework,
    Command,
    DraftReceived,
    Event,
    Forecast,
    Forecasted,
    NoteProceedings,
    ProceedingsNoted,
    Propose,
    Proposed,
    ReceiveDraft,
    ReworkAsked,
    ScopeSet,
    SetScope,
    Start,
    Started,
)
from services.review.lcspr.ending_moves import Judged
from services.review.lcspr.state import (
    GUIDANCE,
    MAY_FOLLOW,
    Lcspr,
    has_happened,
    may_be_entered,
    onward,
    running,
)

PERIOD = "Working Together, chapter 5: the scope of a review is proportionate"
MAY_PROPOSE = ("none", "not_held")


def decide(state: Lcspr, command: Command) -> tuple[Event | Judged, ...]:
    """What follows; raises Refused with the rule's source."""
    if isinstance(command, Propose):
        return _propose(state, command)
    if isinstance(command, ReceiveDraft):
        return _receive(state, command)
    if isinstance(command, Approve):
        return _approve(state, command)
    running(state)
    match command:
        case SetScope():
            return _set_scope(command)
        case Start(started_on=on):
            has_happened(on, command.today, "started_on")
            return () if state.started_on == on else (Started(on),)
        case AskRework(asked_on=on):
            has_happened(on, command.today, "asked_on")
            if state.status == "rework" and state.rework_on == on:
                return ()
            _has_a_draft(state)
            return (ReworkAsked(on, command.said),)
        case Forecast():
            return _forecast(state, command)
        case NoteProceedings():
            return _note(state, command)
        case _:
            assert_never(command)


def _propose(state: Lcspr, command: Propose) -> tuple[Event, ...]:
    if not command.reviewed:
        raise Refused("No proposal before the rapid review was sent.", GUIDANCE, code="no_review")
    has_happened(command.proposed_on, command.today, "proposed_on")
    if state.status == "proposed" and state.proposed_on == command.proposed_on:
        return ()
    if state.status not in (*MAY_PROPOSE, "proposed"):
        raise Refused("The LCSPR has begun.", GUIDANCE, code="initiated")
    return (Proposed(command.proposed_on, command.said),)


def _set_scope(command: SetScope) -> tuple[Event, ...]:
    has_happened(command.set_on, command.today, "set_on")
    first, last = command.period
    if first and last and last < first:
        raise Refused("The period ends before it begins.", PERIOD, "period_to", "date")
    if not command.lines:
        reason = "Say what is looked into: a review has at least one line of enquiry."
        raise Refused(reason, PERIOD, "lines_of_enquiry", "no_lines")
    return (ScopeSet(command.said),)


def _receive(state: Lcspr, command: ReceiveDraft) -> tuple[Event | Judged, ...]:
    on = command.received_on
    may_be_entered(state, on, "received_on")
    has_happened(on, command.today, "received_on")
    judged = ending.judged_anew(state, on, command.allowed_from)
    return (DraftReceived(on, command.said), *judged)


def _has_a_draft(state: Lcspr) -> None:
    if not state.waits_for_partners:
        raise Refused("No draft waits for the partners.", GUIDANCE, code="no_draft")


def _approve(state: Lcspr, command: Approve) -> tuple[Event, ...]:
    may_be_entered(state, command.approved_on, "approved_on")
    has_happened(command.approved_on, command.today, "approved_on")
    known = (state.approved_on, state.approved_by)
    if not state.waits_for_partners and known == (command.approved_on, command.approved_by):
        return ()
    _has_a_draft(state)
    if not command.approved_by:
        raise Refused("Say which partners approve it.", GUIDANCE, "approved_by", "nobody")
    return (Approved(command.approved_on, command.approved_by, command.said),)


def _forecast(state: Lcspr, command: Forecast) -> tuple[Event, ...]:
    if command.forecast_on < command.today:
        raise Refused("The forecast can not be in the past.", GUIDANCE, "forecast_on", "date")
    same = state.forecast_on == command.forecast_on
    return () if same else (Forecasted(command.forecast_on, command.late),)


def _note(state: Lcspr, command: NoteProceedings) -> tuple[Event, ...]:
    if command.ended_on and command.ended_on < command.begun_on:
        raise Refused("They end before they begin.", GUIDANCE, "ended_on", "date")
    told = (command.kind, command.begun_on, command.ended_on, command.holds_up)
    return () if told in state.proceedings else (ProceedingsNoted(*told, command.said),)


def evolve(state: Lcspr, event: Event) -> Lcspr:
    """The state after an event."""
    match event:
        case Proposed():
            return replace(state, status="proposed", proposed_on=event.on)
        case ScopeSet():
            return replace(state, scope_version=state.scope_version + 1)
        case Started():
            return replace(state, status=onward(state, "in_progress"), started_on=event.on)
        case DraftReceived():
            return _with_draft(state, event.on)
        case ReworkAsked():
            return replace(state, status="rework", rework_on=event.on)
        case Approved(on=on, approved_by=by):
            return replace(state, status=_approved(state), approved_on=on, approved_by=by)
        case Forecasted():
            return replace(
                state,
                forecast_on=event.forecast_on,
                forecast_late=event.late,
                told_of_forecast=(),
            )
        case ProceedingsNoted(kind=kind, begun_on=begun):
            others = tuple(one for one in state.proceedings if one[:2] != (kind, begun))
            noted = (kind, begun, event.ended_on, event.holds_up)
            return replace(state, proceedings=(*others, noted))
        case _:
            assert_never(event)


def _with_draft(state: Lcspr, on: date) -> Lcspr:
    """Copies that went out before are of an older text: they count no more, nor does the plan.

    An older draft, entered late, is counted and changes nothing; what was approved after this one stays so.
    """
    counted = replace(state, drafts=state.drafts + 1)
    if state.draft_on and on < state.draft_on:
        return counted
    copies = tuple(copy for copy in state.copies if copy[1] >= on)
    planned_on = state.planned_on if copies == state.copies else None
    now = replace(counted, draft_on=on, copies=copies, planned_on=planned_on)
    if state.approved_on is not None and on <= state.approved_on:
        return replace(now, status=_approved(now))
    return replace(now, status=_unapproved(now), approved_on=None, approved_by=())


def _approved(state: Lcspr) -> str:
    if not state.is_running:
        return state.status
    return "pre_publication_sent" if state.last_copy_on else "approved"


def _unapproved(state: Lcspr) -> str:
    gone = state.status == "pre_publication_sent" and state.last_copy_on is not None
    return state.status if gone or not state.is_running else "draft_received"


def available(state: Lcspr) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status in (*MAY_PROPOSE, "proposed"):
        return frozenset({Propose})
    approve = {Approve} if state.waits_for_partners else set()
    if state.is_public or state.status in MAY_FOLLOW:
        return frozenset({ReceiveDraft, *approve})
    if not state.is_running:
        return frozenset()
    rework = {AskRework} if approve else set()
    return frozenset({SetScope, Start, ReceiveDraft, Forecast, NoteProceedings, *rework, *approve})
