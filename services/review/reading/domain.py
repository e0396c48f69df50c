"""How the national body reads a rapid review: the checklist, the markers of quality, sent back. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, assert_never
from uuid import UUID

from chassis.errors import Refused

CHECKLIST = "the Panel's own checklist: considered, or not relevant because"
FORMAT = "the Panel prescribes no format; it says without what it can not consider a case"


@dataclass(frozen=True)
class Review:
    """What stands outside: the version that is here, in which round, and whether the Panel has taken it up."""

    reference: str
    status: str
    version: int
    taken_up: bool
    round: int = 1


@dataclass(frozen=True)
class Assess:
    """Answer the checklist and judge the quality of a version.

    ``asked``: the themes of the checklist in force; ``answers``: theme, answer, whether it is reasoned.
    """

    of: Review
    on: date
    version: int
    asked: tuple[str, ...]
    answers: tuple[tuple[str, str, bool], ...]
    markers: tuple[tuple[str, str], ...]
    said: Any


@dataclass(frozen=True)
class SendBack:
    """Something is missing without which it can not be considered."""

    of: Review
    on: date
    version: int
    missing: tuple[str, ...]
    said: Any


Command = Assess | SendBack


@dataclass(frozen=True)
class Assessed:
    """A version was read."""

    on: date
    version: int
    markers: tuple[tuple[str, str], ...]
    said: Any


@dataclass(frozen=True)
class SentBack:
    """A version was sent back."""

    on: date
    version: int
    missing: tuple[str, ...]
    said: Any
    round: int = 1


Event = Assessed | SentBack


@dataclass(frozen=True)
class Reading:
    """The last version that was read, and the last that was sent back, with its round."""

    id: UUID
    assessed: int = 0
    sent_back: int = 0
    sent_back_in: int = 0
    markers: tuple[tuple[str, str], ...] = ()

    def has_sent_back(self, version: int, round_: int) -> bool:
        """Whether this version was sent back in this round; another round takes the same version anew."""
        return version > 0 and (self.sent_back, self.sent_back_in) == (version, round_)


def decide(state: Reading, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    _is_here(command)
    match command:
        case Assess():
            return _assess(command)
        case SendBack():
            return _send_back(state, command)
        case _:
            assert_never(command)


def _is_here(command: Command) -> None:
    if command.of.status != "submitted":
        raise Refused("No rapid review has come.", FORMAT, code="not_here")
    if command.version != command.of.version:
        reason = f"Version {command.of.version} is here now. Look at it, then send again."
        raise Refused(reason, FORMAT, "version", "stale")


def _assess(command: Assess) -> tuple[Event, ...]:
    answered = [theme for theme, _, _ in command.answers]
    if len(set(answered)) < len(answered):
        raise Refused("A theme has one answer.", CHECKLIST, "themes", "twice")
    if left := [theme for theme in command.asked if theme not in answered]:
        reason = f"The checklist asks about this too: {left[0].replace('_', ' ')}."
        raise Refused(reason, CHECKLIST, "themes", "unanswered")
    if any(said == "not_relevant" and not reasoned for _, said, reasoned in command.answers):
        raise Refused("Say why it is not relevant.", CHECKLIST, "themes", "no_reason")
    marked = [marker for marker, _ in command.markers]
    if len(set(marked)) < len(marked):
        raise Refused("A marker has one judgement.", CHECKLIST, "markers", "twice")
    return (Assessed(command.on, command.version, command.markers, command.said),)


def _send_back(state: Reading, command: SendBack) -> tuple[Event, ...]:
    if command.of.taken_up:
        reason = "The Panel considers it already: ask for information with the decision."
        raise Refused(reason, FORMAT, code="taken_up")
    if not command.missing:
        raise Refused("Say what is missing.", FORMAT, "missing", "nothing")
    if state.has_sent_back(command.version, command.of.round):
        return ()
    return (SentBack(command.on, command.version, command.missing, command.said, command.of.round),)


def evolve(state: Reading, event: Event) -> Reading:
    """The state after an event."""
    match event:
        case Assessed():
            return replace(state, assessed=event.version, markers=event.markers)
        case SentBack():
            return replace(state, sent_back=event.version, sent_back_in=event.round)
        case _:
            assert_never(event)


def available(state: Reading, review: Review) -> frozenset[type[Command]]:
    """The commands that are open for what stands outside."""
    if review.status != "submitted":
        return frozenset()
    sent_back = state.has_sent_back(review.version, review.round)
    open_still = not review.taken_up and not sent_back
    return frozenset({Assess, SendBack} if open_still else {Assess})
