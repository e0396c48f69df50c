"""The partners' final decision, and the local child safeguarding practice review that may follow. Pure.

There is no move that resolves a difference between partners: each position is recorded, the decision is theirs.
What happens between the decision and the copies is in ``course``, how it ends in ``ending``.
"""

from dataclasses import replace
from typing import assert_never

from chassis.errors import Refused
from services.review.lcspr import advice, course, course_moves, ending, ending_moves
from services.review.lcspr.commands import (
    Appoint,
    Command,
    ExplainDelay,
    Monitor,
    Own,
    Plan,
    Publish,
    RecordDecision,
    SendCopy,
)
from services.review.lcspr.ending_moves import Breached
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
from services.review.lcspr.events import Own as OwnEvent
from services.review.lcspr.state import (
    GUIDANCE,
    MAY_FOLLOW,
    TOLD_OF_DELAY,
    Lcspr,
    has_happened,
    may_be_entered,
    onward,
    running,
)

DUTY = "Children Act 2004 s16F"
COPIES = "Working Together, chapter 5: full report seven working days before publication"
MONITORING = "SI 2018/789 regulation 14"
MAY_DECIDE = ("none", "not_held", "proposed")


def decide(state: Lcspr, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if isinstance(command, course_moves.Command):
        return course.decide(state, command)
    if isinstance(command, advice.Command):
        return advice.decide(state, command)
    if isinstance(command, ending_moves.Command):
        return ending.decide(state, command)
    return _decide(state, command)


def _decide(state: Lcspr, command: Own) -> tuple[Event, ...]:
    match command:
        case RecordDecision():
            return _record_decision(state, command)
        case Appoint():
            running(state)
            has_happened(command.appointed_on, command.today, "appointed_on")
            return () if state.reviewer == command.reviewer else (Appointed(command),)
        case Monitor():
            running(state)
            has_happened(command.monitored_on, command.today, "monitored_on")
            return (Monitored(command.monitored_on, command.said),)
        case ExplainDelay():
            return _explain(state, command)
        case SendCopy():
            return _send_copy(state, command)
        case Plan():
            return _plan(state, command)
        case Publish():
            return _publish(state, command)
        case _:
            assert_never(command)


def _record_decision(state: Lcspr, command: RecordDecision) -> tuple[Event, ...]:
    if not command.reviewed:
        raise Refused("No decision before the rapid review was sent.", GUIDANCE, code="no_review")
    if command.decision not in ("yes", "no"):
        raise Refused("A final decision is yes or no.", DUTY, "decision", "not_final")
    has_happened(command.decided_on, command.on, "decided_on")
    if state.status not in MAY_DECIDE:
        raise Refused("The LCSPR has begun.", GUIDANCE, code="initiated")
    known = (state.decision, state.decided_on, state.answers)
    if state.status != "proposed" and known == (
        command.decision,
        command.decided_on,
        command.answers,
    ):
        return ()
    recorded = DecisionRecorded(command)
    return (recorded, Initiated(command.decided_on)) if command.decision == "yes" else (recorded,)


def _explain(state: Lcspr, command: ExplainDelay) -> tuple[Event, ...]:
    running(state)
    if command.forecast_on < command.on:
        raise Refused("The forecast can not be in the past.", GUIDANCE, "forecast_on", "date")
    for told_on in command.told_on:
        has_happened(told_on, command.on, "told")
    explained = DelayExplained(command.forecast_on, command.said, command.told, command.late)
    return (explained,)


def _send_copy(state: Lcspr, command: SendCopy) -> tuple[Event, ...]:
    on, allowed_from = command.sent_on, command.allowed_from
    may_be_entered(state, on, "sent_on")
    has_happened(on, command.today, "sent_on")
    if (command.recipient, on) in state.copies:
        return ()
    sent = CopySent(command.recipient, on, allowed_from)
    return (sent, *ending.judged_anew(state, on, allowed_from))


def _plan(state: Lcspr, command: Plan) -> tuple[Event, ...]:
    running(state)
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


def _publish(state: Lcspr, command: Publish) -> tuple[Event, ...]:
    on = command.published_on
    if (state.status, state.published_on, state.address) == ("published", on, command.address):
        return ()
    if state.status not in MAY_FOLLOW:
        running(state)
    has_happened(on, command.today, "published_on")
    published = Published(on, command.early, command.address, command.available_until)
    if not command.early:
        return (published,)
    return (published, Breached("published_early", on, command.allowed_from))


def evolve(state: Lcspr, event: Event) -> Lcspr:
    """The state after an event."""
    if isinstance(event, course_moves.Event):
        return course.evolve(state, event)
    if isinstance(event, advice.Event):
        return advice.evolve(state, event)
    if isinstance(event, ending_moves.Event):
        return ending.evolve(state, event)
    return _evolve(state, event)


def _evolve(state: Lcspr, event: OwnEvent) -> Lcspr:
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
            status = onward(state, "reviewer_appointed")
            return replace(state, status=status, reviewer=made.reviewer)
        case Monitored():
            return state
        case DelayExplained():
            return _told_of(state, event)
        case CopySent():
            return _with_copy(state, event)
        case Planned():
            return replace(state, planned_on=event.publish_on)
        case Published():
            return replace(
                state,
                status="published",
                published_on=event.published_on,
                address=event.address,
                published_early=False,
                met_on=state.completed_on,
                ended_on=None,
                taken_down_on=None,
                available_until=event.available_until,
            )
        case _:
            assert_never(event)


def _told_of(state: Lcspr, event: DelayExplained) -> Lcspr:
    """Told in two letters of one forecast, both have been told of it."""
    before = state.told_of_forecast if state.forecast_on == event.forecast_on else ()
    told = tuple(sorted({*before, *event.told}))
    return replace(
        state,
        forecast_on=event.forecast_on,
        forecast_late=event.late,
        told_of_forecast=told,
        told_until=event.forecast_on if set(told) >= set(TOLD_OF_DELAY) else state.told_until,
    )


def _with_copy(state: Lcspr, event: CopySent) -> Lcspr:
    """A copy of an older text counts for nothing; a plan that this one overtakes is dropped."""
    if state.draft_on and event.sent_on < state.draft_on:
        return state
    others = tuple(copy for copy in state.copies if copy[0] != event.recipient)
    sent = replace(state, copies=(*others, (event.recipient, event.sent_on)))
    if state.planned_on and event.allowed_from and event.allowed_from > state.planned_on:
        sent = replace(sent, planned_on=None)
    all_went = sent.last_copy_on is not None and sent.is_running
    waits_for_partners = state.status in ("draft_received", "rework")
    if waits_for_partners or not all_went:
        return sent
    return replace(sent, status="pre_publication_sent")


def available(state: Lcspr) -> frozenset[type[Command]]:
    """The commands that are open now."""
    own: frozenset[type[Command]] = frozenset()
    if state.status in MAY_DECIDE:
        own = frozenset({RecordDecision})
    elif state.is_running:
        own = frozenset({Appoint, Monitor, ExplainDelay, SendCopy, Plan, Publish})
    elif state.status in MAY_FOLLOW:
        own = frozenset({SendCopy, Publish})
    elif state.is_public:
        own = frozenset({SendCopy})
    return own | course.available(state) | advice.available(state) | ending.available(state)
