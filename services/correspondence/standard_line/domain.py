"""A standard line of letters: worded by one person, approved by another, reviewed and expiring on named days. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

OWNED = "rule of the national body: a standard line has an owner, an approver, a day of review and of expiry"


@dataclass(frozen=True)
class Wording:
    """What a line says, which office owns it, when it is to be looked at again, and its last day."""

    text: str
    owner: str
    review_on: date
    expires_on: date


@dataclass(frozen=True)
class Propose:
    """Put a wording in the place of the one in force, or in that of one that still waits.

    ``read``: how many were ever proposed when its writer read the line.
    """

    by: str
    on: date
    wording: Wording
    read: int


@dataclass(frozen=True)
class Approve:
    """Put what waits in force; ``read``: its number, so that nothing else is approved."""

    by: str
    on: date
    read: int


@dataclass(frozen=True)
class Withdraw:
    """Let go of what waits."""

    by: str


Command = Propose | Approve | Withdraw


@dataclass(frozen=True)
class Proposed:
    """A wording waits for another person."""

    by: str
    on: date
    wording: Wording


@dataclass(frozen=True)
class Approved:
    """What waited is in force."""

    by: str
    on: date


@dataclass(frozen=True)
class Withdrawn:
    """Nothing waits any longer."""

    by: str


Event = Proposed | Approved | Withdrawn


@dataclass(frozen=True)
class Version:
    """A wording that was approved; ``number`` counts what was ever proposed, so that none has two meanings."""

    number: int
    wording: Wording
    approved_by: str
    approved_on: date


@dataclass(frozen=True)
class Proposal:
    """A wording that waits, and all who had a hand in it since the last one was approved."""

    number: int
    wording: Wording
    by: tuple[str, ...]
    on: date


@dataclass(frozen=True)
class Line:
    """The state; the last of ``versions`` is in force."""

    id: UUID
    code: str
    versions: tuple[Version, ...]
    proposal: Proposal | None = None
    proposed: int = 1

    @property
    def now(self) -> Version:
        """What letters say today."""
        return self.versions[-1]

    @property
    def stands(self) -> Wording:
        """What is worded last: what waits, else what letters say."""
        return self.proposal.wording if self.proposal else self.now.wording

    def is_expired(self, on: date) -> bool:
        """Whether a letter of that day warns."""
        return on > self.now.wording.expires_on

    def to_review(self, on: date) -> bool:
        """Whether its owner is to look at it again."""
        return on >= self.now.wording.review_on


def decide(state: Line, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Propose():
            return _propose(state, command)
        case Approve():
            return _approve(state, command)
        case Withdraw():
            return (Withdrawn(command.by),) if state.proposal else ()
        case _:
            assert_never(command)


def _propose(state: Line, command: Propose) -> tuple[Event, ...]:
    wording = command.wording
    if not wording.text:
        raise Refused("Write what the letters are to say.", OWNED, "text")
    if wording.review_on <= command.on:
        raise Refused("It is reviewed on a day that is still to come.", OWNED, "review_on")
    if wording.expires_on < wording.review_on:
        raise Refused("It is reviewed before it expires, not after.", OWNED, "expires_on")
    if wording == state.stands:
        return ()
    if command.read != state.proposed:
        reason = "Somebody worded it while you wrote: read that, and hand on what is to stand."
        raise Refused(reason, OWNED, "text", "stale")
    return (Proposed(command.by, command.on, wording),)


def _approve(state: Line, command: Approve) -> tuple[Event, ...]:
    waits = state.proposal
    if waits is None:
        if state.now.number == command.read:
            return ()
        raise Refused("No other wording waits for approval.", OWNED, code="not_proposed")
    if command.by in waits.by:
        raise Refused(
            "Another person than those who worded it approves it.", OWNED, code="own_words"
        )
    if command.read != waits.number:
        raise Refused("It was worded anew since you read it.", OWNED, code="stale")
    if command.on > waits.wording.expires_on:
        raise Refused(
            "It would have expired already: word it with other days.", OWNED, code="expired"
        )
    return (Approved(command.by, command.on),)


def evolve(state: Line, event: Event) -> Line:
    """The state after an event."""
    match event:
        case Proposed():
            before = state.proposal.by if state.proposal else ()
            by, number = tuple(dict.fromkeys((*before, event.by))), state.proposed + 1
            waits = Proposal(number, event.wording, by, event.on)
            return replace(state, proposal=waits, proposed=number)
        case Approved():
            assert state.proposal, "what is approved was proposed"
            waits = state.proposal
            version = Version(waits.number, waits.wording, event.by, event.on)
            return replace(state, versions=(*state.versions, version), proposal=None)
        case Withdrawn():
            return replace(state, proposal=None)
        case _:
            assert_never(event)
