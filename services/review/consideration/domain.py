"""The national body's consideration: received, listed, recused, decided, written, round by round. Pure."""

from dataclasses import replace
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused
from services.review.consideration import preparing, preparing_rules
from services.review.consideration.commands import (
    Command,
    Correct,
    Decide,
    IssueLetter,
    ListFor,
    Receive,
    Recuse,
    Stop,
)
from services.review.consideration.correcting import correct
from services.review.consideration.decision_rules import GUIDANCE, RULES, without_conflict
from services.review.consideration.events import (
    Corrected,
    Decided,
    Event,
    LetterIssued,
    Listed,
    Received,
    Recused,
    Stopped,
)
from services.review.consideration.preparing_rules import being_considered
from services.review.consideration.state import WAITING, Consideration, Reply, Step


def decide(state: Consideration, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Receive():
            return _receive(state, command)
        case ListFor():
            return _list(state, command)
        case Recuse():
            being_considered(state)
            known = command.member_id in state.recused
            return () if known else (Recused(command.member_id, command.reason),)
        case Decide():
            return _decide(state, command)
        case Correct():
            return correct(state, command)
        case IssueLetter():
            return _issue(state, command)
        case Stop():
            return () if state.status == "stopped" else (Stopped(),)
        case preparing.Triage() | preparing.Allocate() | preparing.Comment() | preparing.Dissent():
            return preparing_rules.decide(state, command)
        case _:
            assert_never(command)


def _receive(state: Consideration, command: Receive) -> tuple[Event, ...]:
    """A round begins with what comes after a decision; before it, only the version is another."""
    if state.status == "stopped":
        raise Refused("The notification was withdrawn.", GUIDANCE, code="is_stopped")
    if state.undecided_since:
        return ()
    return (Received(command.on, command.reference, state.round + 1, command.shut_out),)


def _issue(state: Consideration, command: IssueLetter) -> tuple[Event, ...]:
    """The letter of the decision in force, once; one that was overtaken by another round is history."""
    awaited = state.status == "decided" and state.letter_on is None
    if not awaited or state.decision_id != command.decision_id:
        return ()
    return (LetterIssued(command.on, command.awaits_reply),)


def information_completes(state: Consideration, decision_id: UUID | None) -> bool:
    """Whether a full answer brings the case back: only when nothing but information was awaited."""
    waits = state.status == "decided" and state.outcome == "request_information"
    return waits and state.decision_id == decision_id


def _list(state: Consideration, command: ListFor) -> tuple[Event, ...]:
    being_considered(state)
    if command.meeting_on is None:
        raise Refused("There is no such meeting.", GUIDANCE, "meeting_id", "unknown_meeting")
    if state.meeting_id == command.meeting_id:
        return ()
    return (Listed(command.meeting_id, command.meeting_on),)


def _decide(state: Consideration, command: Decide) -> tuple[Event, ...]:
    being_considered(state)
    for rule, source, field, code in RULES:
        if reason := rule(state, command):
            raise Refused(reason, source, field, code)
    present = without_conflict(state, command)
    return (
        Decided(command, len(present), len(state.recused), tuple(sorted(set(present.values())))),
    )


def evolve(state: Consideration, event: Event) -> Consideration:
    """The state after an event."""
    match event:
        case Received():
            return _begun(state, event)
        case Listed():
            return replace(
                state, status="listed", meeting_id=event.meeting_id, meeting_on=event.meeting_on
            )
        case Recused():
            readers = tuple(one for one in state.readers if one != event.member_id)
            return replace(state, recused=(*state.recused, event.member_id), readers=readers)
        case Decided(command=made):
            views = (
                Step("partnership", made.view, made.view_on),
                Step("national_body", made.outcome, made.on),
            )
            return replace(
                state,
                status="decided",
                outcome=made.outcome,
                decided_on=made.on,
                decision_id=made.decision_id,
                steps=(*state.steps, *views),
                sat=tuple(without_conflict(state, made)),
                made=replace(made, said=None),
                made_in=state.round,
                corrections=0,
            )
        case Corrected():
            return _corrected(state, event)
        case LetterIssued():
            return _written(state, event)
        case Stopped():
            return replace(state, status="stopped")
        case (
            preparing.Triaged()
            | preparing.Allocated()
            | preparing.Commented()
            | preparing.Dissented()
        ):
            return preparing_rules.evolve(state, event)
        case _:
            assert_never(event)


def _corrected(state: Consideration, event: Corrected) -> Consideration:
    """What is told of the round follows; a step of the views is mended in its place."""
    state = replace(state, made=event.made, corrections=event.number)
    if event.after_letter:
        return state
    *before, last = state.steps
    steps = (*before, replace(last, view=event.made.outcome))
    return replace(state, outcome=event.made.outcome, steps=steps)


def _begun(state: Consideration, event: Received) -> Consideration:
    reply = state.reply
    if reply and not reply.sent_again_on:
        reply = replace(reply, sent_again_on=event.on)
    return replace(
        state,
        status="received",
        reference=event.reference,
        readers=tuple(one for one in state.readers if one not in event.shut_out),
        round=event.round,
        received_on=event.on,
        meeting_id=None,
        meeting_on=None,
        outcome=None,
        letter_on=None,
        reply=reply,
        route=None,
        sectors_wanted=(),
        commented=(),
        sat=(),
        dissents=(),
    )


def _written(state: Consideration, event: LetterIssued) -> Consideration:
    assert state.decision_id, "a letter tells of a decision"
    assert state.decided_on, "a letter tells of a decision"
    reply = Reply(state.decision_id, state.decided_on, event.on) if event.awaits_reply else None
    return replace(state, letter_on=event.on, reply=reply or state.reply)


def available(state: Consideration) -> frozenset[type[Command]]:
    """The commands that are open now."""
    return _own(state) | preparing_rules.available(state)


def _own(state: Consideration) -> frozenset[type[Command]]:
    match state.status:
        case "listed":
            return frozenset({ListFor, Recuse, Decide, Stop}) | _correctable(state)
        case one if one in WAITING:
            return frozenset({ListFor, Recuse, Stop}) | _correctable(state)
        case "none":
            return frozenset({Receive, Stop})
        case "decided":
            return frozenset({Receive, IssueLetter, Stop}) | _correctable(state)
        case _:
            return frozenset()


def _correctable(state: Consideration) -> frozenset[type[Command]]:
    """The latest decision stays open to correction, whatever came after it."""
    return frozenset({Correct}) if state.made else frozenset()
