"""Views that partners raised: facts out."""

from collections.abc import Sequence
from typing import Any, assert_never

from chassis.execute import Order
from contracts.codes import Clock
from contracts.dialogue import (
    ChaseReason,
    PartnerChasedV1,
    ViewAnsweredV1,
    ViewClosedV1,
    ViewConsideredV1,
    ViewOverdueV1,
    ViewRaisedV1,
)
from contracts.envelope import Fact
from services.correspondence.policy.dialogue import panels_clock
from services.correspondence.voice import domain
from services.correspondence.voice.commands import Answer, Close, Command


def announce(state: domain.Voice, event: domain.Event, _order: Order[Command]) -> Sequence[Fact]:
    """The fact that tells of one event, without a word of what was said."""
    match event:
        case domain.Raised():
            on = event.command.on
            told = ViewRaisedV1(
                **_ids(state), raised_on=on, thread_id=state.thread_id, clock=clock(state)
            )
            return (told,)
        case domain.Considered():
            return (ViewConsideredV1(**_ids(state), considered_on=event.on, effect=event.effect),)
        case domain.Answered():
            return (_answered(state, event.command),)
        case domain.Closed():
            return (_closed(state, event.command),)
        case domain.Heard() | domain.TakenBack():
            return ()  # the reply that was heard is told, and the letter that was withdrawn
        case domain.FellDue():
            return (_overdue(state, event),)
        case domain.Chased():
            return (_chased(state, event),)
        case _:
            assert_never(event)


def clock(state: domain.Voice) -> Clock | None:
    """The Panel's own clock, of a view that came in a thread; an answer or a reason meets it."""
    if not state.in_thread or state.raised_on is None:
        return None
    ended = state.answer or state.closed
    return panels_clock(state.raised_on, ended.on if ended else None)


def _answered(state: domain.Voice, said: Answer) -> ViewAnsweredV1:
    return ViewAnsweredV1(
        **_ids(state),
        answered_on=said.on,
        way=said.way,
        thread_id=state.thread_id,
        reply_by=said.reply_by,
        clock=clock(state),
    )


def _closed(state: domain.Voice, said: Close) -> ViewClosedV1:
    return ViewClosedV1(
        **_ids(state),
        closed_on=said.on,
        reason=said.reason,
        thread_id=state.thread_id,
        clock=clock(state),
    )


def _overdue(state: domain.Voice, event: domain.FellDue) -> ViewOverdueV1:
    return ViewOverdueV1(**_ids(state), told_on=event.on, clock=clock(state))


def _chased(state: domain.Voice, event: domain.Chased) -> PartnerChasedV1:
    assert state.answer, "a partner is reminded of what an answer asked"
    return PartnerChasedV1(
        incident_id=state.incident_id,
        reference=state.reference,
        about=ChaseReason.THREAD_REPLY,
        subject_id=state.id,
        partner=state.partner,
        due_on=state.answer.reply_by,
        chased_on=event.on,
        times=len(state.chased),
    )


def _ids(state: domain.Voice) -> dict[str, Any]:
    return {
        "incident_id": state.incident_id,
        "reference": state.reference,
        "view_id": state.id,
        "source": state.source,
        "partner": state.partner,
    }
