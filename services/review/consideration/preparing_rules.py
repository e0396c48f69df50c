"""The rules of what prepares a case for its meeting, and of dissent after it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from chassis.errors import Refused
from services.review.consideration.preparing import (
    Allocate,
    Allocated,
    Candidate,
    Command,
    Comment,
    Commented,
    Dissent,
    Dissented,
    Event,
    Triage,
    Triaged,
)
from services.review.consideration.state import WAITING, Consideration

GUIDANCE = "Working Together, chapter 5; Panel guidance June 2025"
READING = "standing rule of the national body: lead readers"
CONFLICTS = "standing rule of the national body: conflicts of interest"
DISSENT = "standing rule of the national body: dissent is recorded, and the decision stands"


def being_considered(state: Consideration) -> None:
    """Raises Refused unless the round waits for its decision."""
    if state.status not in WAITING:
        words = {
            "none": "The rapid review has not come yet.",
            "decided": "This round is decided; a new one begins when the partners send again.",
            "stopped": "The notification was withdrawn.",
        }
        raise Refused(words[state.status], GUIDANCE, code=f"is_{state.status}")


def decide(state: Consideration, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Triage():
            being_considered(state)
            same = (state.route, state.sectors_wanted) == (command.route, command.sectors)
            return () if same and command.note is None else (Triaged(command),)
        case Allocate():
            being_considered(state)
            return _allocate(state, command)
        case Comment():
            being_considered(state)
            return (_comment(state, command),)
        case Dissent():
            return _dissent(state, command)
        case _:
            assert_never(command)


def _allocate(state: Consideration, command: Allocate) -> tuple[Event, ...]:
    free = [
        one
        for one in command.candidates
        if one.why_not is None and one.member_id not in state.recused
    ]
    readers = _named(state, command) if command.named else chosen(state, free, command.number)
    if not readers:
        raise Refused("No member is free to read this case.", READING, "member_ids", "nobody_free")
    if {one.member_id for one in readers} == set(state.readers):
        return ()
    covered = {one.sector for one in readers}
    missing = tuple(one for one in state.sectors_wanted if one not in covered)
    return (Allocated(readers, not command.named, missing),)


def _named(state: Consideration, command: Allocate) -> tuple[Candidate, ...]:
    known = {one.member_id: one for one in command.candidates}
    found = []
    for member in dict.fromkeys(command.named):
        one = known.get(member)
        why = "not in the register" if one is None else one.why_not
        if member in state.recused:
            why = "recused from this case"
        if one is None or why:
            said = f"A member whom you chose can not read this case: {why}."
            raise Refused(said, CONFLICTS, "member_ids", "conflicted")
        found.append(one)
    return tuple(found)


def chosen(state: Consideration, free: Sequence[Candidate], number: int) -> tuple[Candidate, ...]:
    """The readers: who brings a sector that is wanted and missing first, then who reads least."""
    left, found = list(free), list[Candidate]()
    while left and len(found) < number:
        have = {one.sector for one in found}
        wanted = [one for one in state.sectors_wanted if one not in have]
        best = min(left, key=lambda one: (one.sector not in wanted, one.sector in have, one.load))
        left.remove(best)
        found.append(best)
    return tuple(found)


def _comment(state: Consideration, command: Comment) -> Commented:
    if command.member_id in state.recused:
        raise Refused("This member is recused from the case.", CONFLICTS, "member_id", "recused")
    if command.member_id not in state.readers:
        reason = "Only a lead reader of this case comments on it here."
        raise Refused(reason, READING, "member_id", "no_reader")
    if command.why_not:
        reason = f"This member can not read the case any more: {command.why_not}."
        raise Refused(reason, CONFLICTS, "member_id", "conflicted")
    return Commented(command.member_id, command.said)


def _dissent(state: Consideration, command: Dissent) -> tuple[Event, ...]:
    if state.status != "decided":
        raise Refused("There is no decision to differ from.", DISSENT, code="not_decided")
    if command.member_id not in state.sat:
        reason = "Only a member who considered the case dissents from its decision."
        raise Refused(reason, DISSENT, "member_id", "did_not_sit")
    known = command.member_id in state.dissents
    return () if known else (Dissented(command.member_id, command.reason),)


def evolve(state: Consideration, event: Event) -> Consideration:
    """The state after an event; what was reached is not gone back on."""
    match event:
        case Triaged(command=made):
            on = replace(state, route=made.route, sectors_wanted=made.sectors)
            return replace(on, status=_at_least("triaged", state.status))
        case Allocated(readers=readers):
            ids = tuple(one.member_id for one in readers)
            return replace(state, readers=ids, status=_at_least("allocated", state.status))
        case Commented(member_id=who):
            return replace(state, commented=tuple(dict.fromkeys((*state.commented, who))))
        case Dissented(member_id=who):
            return replace(state, dissents=(*state.dissents, who))
        case _:
            assert_never(event)


def _at_least(reached: str, now: str) -> str:
    return max(reached, now, key=WAITING.index)


def available(state: Consideration) -> frozenset[type[Command]]:
    """The commands that are open now."""
    if state.status in WAITING:
        return frozenset({Triage, Allocate, *((Comment,) if state.readers else ())})
    return frozenset({Dissent} if state.status == "decided" and state.sat else ())
