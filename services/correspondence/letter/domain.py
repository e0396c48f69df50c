"""A letter: drafted from a decision or on a local review, prepared by a named person, approved by another, issued. Pure."""

from dataclasses import replace
from typing import assert_never

from chassis.errors import Refused
from services.correspondence.letter import rules
from services.correspondence.letter.commands import (
    Approve,
    Command,
    Correct,
    Discard,
    Draft,
    DraftAgain,
    Overtake,
    Prepare,
    Readdress,
    Rewrite,
    SendBack,
    Withdraw,
)
from services.correspondence.letter.events import (
    Approved,
    Corrected,
    Discarded,
    Drafted,
    DraftedAgain,
    Event,
    Issued,
    Overtaken,
    Prepared,
    Readdressed,
    Rewritten,
    SentBack,
    Withdrawn,
)
from services.correspondence.letter.state import Letter


def decide(state: Letter, command: Command) -> tuple[Event, ...]:  # noqa: C901, PLR0911 - one branch a command
    """What follows; raises Refused with the rule's source."""
    match command:
        case Draft():
            return (Drafted(command),) if state.status in ("none", "discarded") else ()
        case Prepare():
            return _prepare(state, command)
        case Rewrite():
            return _rewrite(state, command)
        case DraftAgain():
            return _draft_again(state, command)
        case Discard():
            return _discard(state, command)
        case Correct():
            return (Corrected(command),) if state.is_open else ()
        case Readdress():
            return (Readdressed(),) if state.status == "prepared" else ()
        case Overtake():
            return (Overtaken(),) if state.is_open else ()
        case Approve():
            return _approve(state, command)
        case SendBack():
            return _send_back(state, command)
        case Withdraw():
            return _withdraw(state, command)
        case _:
            assert_never(command)


def _prepare(state: Letter, command: Prepare) -> tuple[Event, ...]:
    if state.status == "prepared" and state.drafted_by == command.by:
        return ()
    still_open(state)
    return (Prepared(command.by),)


def _rewrite(state: Letter, command: Rewrite) -> tuple[Event, ...]:
    still_open(state)
    if command.written == state.written:
        return ()
    return (Rewritten(command.by, command.on, command.written),)


def _draft_again(state: Letter, command: DraftAgain) -> tuple[Event, ...]:
    still_open(state)
    changed = state.status == "prepared" or state.written
    return (DraftedAgain(command.by, command.on),) if changed else ()


def _discard(state: Letter, command: Discard) -> tuple[Event, ...]:
    if state.status == "discarded":
        return ()
    still_open(state)
    if state.on_review is None:
        reason = "This letter tells of a decision: it is worded anew, and never put away."
        raise Refused(reason, rules.REASONS, code="of_decision")
    return (Discarded(command.by, command.on),)


def still_open(state: Letter) -> None:
    """Raise Refused where the letter has ended, with what happened and what to do instead."""
    if not state.is_open:
        reason, source = rules.ENDED[state.status]
        raise Refused(reason, source, code=f"is_{state.status}")


def _approve(state: Letter, command: Approve) -> tuple[Event, ...]:
    if state.status == "issued":
        return ()
    _prepared(state)
    if command.by in state.authors:
        reason = "You prepared this letter, or wrote in it: another person must approve it."
        raise Refused(reason, rules.FOUR_EYES, code="four_eyes")
    if not command.has_reasons:
        raise Refused("The letter gives no reasons.", rules.REASONS, code="no_reasons")
    if command.warnings and not command.override:
        reason = "Say why the letter goes out as it is, or send it back to be mended."
        raise Refused(reason, rules.OVERRIDE, "override", "warnings")
    override = command.override if command.warnings else None
    approved = Approved(command.by, command.on, command.warnings, override, command.lines)
    return (approved, Issued(command.on))


def _prepared(state: Letter) -> None:
    still_open(state)
    if state.status != "prepared":
        reason = (
            "This letter is a draft: nobody has prepared it, or it became a draft again since."
            " Prepare it for approval; another person then approves it."
        )
        raise Refused(reason, rules.FOUR_EYES, code="unprepared")


def _send_back(state: Letter, command: SendBack) -> tuple[Event, ...]:
    _prepared(state)
    if state.drafted_by == command.by:
        raise Refused("You prepared this letter yourself.", rules.FOUR_EYES, code="four_eyes")
    return (SentBack(command.by, command.reason),)


def _withdraw(state: Letter, command: Withdraw) -> tuple[Event, ...]:
    if state.status == "withdrawn":
        return ()
    if state.status != "issued":
        raise Refused("Only a letter that went out is withdrawn.", rules.WITHDRAWN, code="not_out")
    if command.by in state.authors:
        reason = "You prepared this letter, or wrote in it: another person withdraws it."
        raise Refused(reason, rules.WITHDRAWN, code="four_eyes")
    return (Withdrawn(command.by, command.on, command.reason),)


def evolve(state: Letter, event: Event) -> Letter:  # noqa: C901, PLR0911, PLR0912 - one branch an event
    """The state after an event."""
    match event:
        case Drafted(command=made):
            return Letter(
                id=state.id,
                status="drafted",
                incident_id=made.incident_id,
                reference=made.reference,
                decision_id=made.decision_id,
                kind=made.kind,
                round=made.round,
                corrected=made.corrected,
                replaces=made.replaces,
                counted_from=made.counted_from,
                on_review=made.on_review,
            )
        case Prepared():
            return replace(state, status="prepared", drafted_by=event.by)
        case Rewritten():
            return replace(state, status="prepared", drafted_by=event.by, written=event.written)
        case DraftedAgain():
            return replace(state, status="drafted", drafted_by=None, written=(), wrote_before=())
        case Discarded():
            return replace(state, status="discarded", written=())
        case Corrected():
            return _corrected(state, event.command)
        case Readdressed():
            return replace(state, status="drafted", drafted_by=None)
        case Overtaken():
            return replace(state, status="overtaken")
        case Approved():
            return replace(
                state, approved_by=event.by, warnings=event.warnings, override=event.override
            )
        case Issued():
            return replace(state, status="issued", issued_on=event.on)
        case SentBack():
            return replace(
                state,
                status="drafted",
                drafted_by=None,
                sent_back_by=event.by,
                sent_back_because=event.reason,
            )
        case Withdrawn():
            return replace(state, status="withdrawn", withdrawn=event)
        case _:
            assert_never(event)


def _corrected(state: Letter, command: Correct) -> Letter:
    gone = tuple(one for one in state.written if command.mends(one.part))
    return replace(
        state,
        status="drafted",
        drafted_by=None,
        kind=command.kind,
        written=tuple(one for one in state.written if one not in gone),
        wrote_before=(*state.wrote_before, *(one.by for one in gone)),
        corrected=command.number,
    )
