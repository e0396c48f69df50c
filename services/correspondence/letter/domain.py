"""A letter: drafted from a decision, prepared by a named person, approved by another, issued. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

FOUR_EYES = "rule of the national body: a letter is approved by a person who did not draft it"
TONE = "the Panel advises: it does not instruct and it does not require"
FORBIDDEN = re.compile(r"\b(?:instruct|requir)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Draft:
    """A decision was recorded."""

    incident_id: UUID
    reference: str
    decision_id: UUID
    kind: str
    round: int


@dataclass(frozen=True)
class Prepare:
    """A person takes the draft as theirs and hands it on for approval."""

    by: str


@dataclass(frozen=True)
class Approve:
    """A person approves; the letter goes out at once. ``words`` are all its sentences."""

    by: str
    on: date
    words: tuple[str, ...]
    has_recipients: bool


@dataclass(frozen=True)
class SendBack:
    """Another person does not approve; the reason is sealed."""

    by: str
    reason: str


Command = Draft | Prepare | Approve | SendBack


@dataclass(frozen=True)
class Drafted:
    """There is a draft."""

    command: Draft


@dataclass(frozen=True)
class Prepared:
    """It waits for approval."""

    by: str


@dataclass(frozen=True)
class Approved:
    """It may go."""

    by: str
    on: date


@dataclass(frozen=True)
class Issued:
    """It went out."""

    on: date


@dataclass(frozen=True)
class SentBack:
    """It is a draft again."""

    by: str
    reason: str


Event = Drafted | Prepared | Approved | Issued | SentBack


@dataclass(frozen=True)
class Letter:
    """The state of one letter."""

    id: UUID
    status: str = "none"
    incident_id: UUID | None = None
    reference: str = ""
    decision_id: UUID | None = None
    kind: str = ""
    round: int = 0
    drafted_by: str | None = None
    approved_by: str | None = None
    issued_on: date | None = None
    sent_back_by: str | None = None
    sent_back_because: str | None = None


def decide(state: Letter, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Draft():
            return (Drafted(command),) if state.status == "none" else ()
        case Prepare():
            return _prepare(state, command)
        case Approve():
            return _approve(state, command)
        case SendBack():
            return _send_back(state, command)
        case _:
            assert_never(command)


def _prepare(state: Letter, command: Prepare) -> tuple[Event, ...]:
    if state.status == "prepared" and state.drafted_by == command.by:
        return ()
    if state.status not in ("drafted", "prepared"):
        raise Refused("There is no draft to prepare.", FOUR_EYES, code=f"is_{state.status}")
    return (Prepared(command.by),)


def _approve(state: Letter, command: Approve) -> tuple[Event, ...]:
    if state.status == "issued":
        return ()
    if state.status != "prepared":
        raise Refused(
            "The letter has not been prepared by anyone yet.", FOUR_EYES, code="unprepared"
        )
    if state.drafted_by == command.by:
        raise Refused(
            "You prepared this letter: another person must approve it.", FOUR_EYES, code="four_eyes"
        )
    if found := forbidden(command.words):
        raise Refused(f"The letter says “{found}”.", TONE, code="tone")
    if not command.has_recipients:
        raise Refused("The partnership has no one to write to.", FOUR_EYES, code="no_recipients")
    return (Approved(command.by, command.on), Issued(command.on))


def _send_back(state: Letter, command: SendBack) -> tuple[Event, ...]:
    if state.status != "prepared":
        raise Refused("The letter does not wait for approval.", FOUR_EYES, code="unprepared")
    if state.drafted_by == command.by:
        raise Refused("You prepared this letter yourself.", FOUR_EYES, code="four_eyes")
    return (SentBack(command.by, command.reason),)


def forbidden(words: tuple[str, ...]) -> str | None:
    """The first word that the national body may not use to partners."""
    found = (FORBIDDEN.search(sentence) for sentence in words)
    return next((match.group() for match in found if match), None)


def evolve(state: Letter, event: Event) -> Letter:
    """The state after an event."""
    match event:
        case Drafted(command=made):
            return replace(
                state,
                status="drafted",
                incident_id=made.incident_id,
                reference=made.reference,
                decision_id=made.decision_id,
                kind=made.kind,
                round=made.round,
            )
        case Prepared():
            return replace(state, status="prepared", drafted_by=event.by)
        case Approved():
            return replace(state, approved_by=event.by)
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
        case _:
            assert_never(event)
