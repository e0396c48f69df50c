"""A digest of what local reviews came to: figures from facts, words by one person, approval by another. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

APPROVAL = "standing practice: what the Panel publishes is approved by another person than wrote it"


@dataclass(frozen=True)
class Report:
    """A report that is public: whose, since when, and where."""

    partnership: str
    published_on: date
    address: str | None


@dataclass(frozen=True)
class Figures:
    """What happened in a period, in numbers and codes; ``themes``: code and in how many cases."""

    begun: int = 0
    published: int = 0
    improvements_only: int = 0
    not_published: int = 0
    actions_measured: int = 0
    actions_improved: int = 0
    themes: tuple[tuple[str, int], ...] = ()
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True)
class Draft:
    """The period has ended."""

    period: tuple[date, date]
    rule_version: str
    figures: Figures


@dataclass(frozen=True)
class Write:
    """Word it and hand it on, with the figures as they are now; ``read``: the version that stood before the writer."""

    by: str
    words: str
    figures: Figures
    read: int


@dataclass(frozen=True)
class Approve:
    """Issue it; ``read``: the words and figures that were read, so that nothing else is approved."""

    by: str
    on: date
    read: int


Command = Draft | Write | Approve


@dataclass(frozen=True)
class Drafted:
    """There is a draft."""

    period: tuple[date, date]
    rule_version: str
    figures: Figures


@dataclass(frozen=True)
class Written:
    """It has words, and waits for approval."""

    by: str
    words: str
    figures: Figures


@dataclass(frozen=True)
class Issued:
    """It is out; ``public``: to anyone. What was approved for partners alone stays with them."""

    by: str
    on: date
    public: bool = False


Event = Drafted | Written | Issued


@dataclass(frozen=True)
class Digest:
    """The state; ``status``: none, drafted, written, issued; ``version`` counts what was written."""

    id: UUID
    status: str = "none"
    period: tuple[date, date] | None = None
    rule_version: str = ""
    figures: Figures = Figures()
    words: str = ""
    written_by: tuple[str, ...] = ()
    version: int = 0
    approved_by: str = ""
    issued_on: date | None = None
    public: bool = False


def decide(state: Digest, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Draft():
            known = state.status != "none"
            drafted = Drafted(command.period, command.rule_version, command.figures)
            return () if known else (drafted,)
        case Write():
            return _write(state, command)
        case Approve():
            return _approve(state, command)
        case _:
            assert_never(command)


def _write(state: Digest, command: Write) -> tuple[Event, ...]:
    if state.status == "none":
        raise Refused("There is no such digest.", APPROVAL, code="unknown")
    if state.status == "issued":
        raise Refused("It is out: what went out stays as it went.", APPROVAL, code="issued")
    if not command.words.strip():
        raise Refused("Write what can be learned: figures alone tell little.", APPROVAL, "words")
    if (state.words, state.figures) == (command.words, command.figures):
        return ()
    if command.read != state.version:
        reason = "Somebody worded it while you wrote: read that, and hand on what is to stand."
        raise Refused(reason, APPROVAL, "words", "stale")
    return (Written(command.by, command.words, command.figures),)


def _approve(state: Digest, command: Approve) -> tuple[Event, ...]:
    if state.status == "issued":
        return ()
    if state.status != "written":
        raise Refused("Nobody has worded it yet.", APPROVAL, code="not_written")
    if command.by in state.written_by:
        reason = "Another person than those who wrote it approves it."
        raise Refused(reason, APPROVAL, code="own_words")
    if command.read != state.version:
        raise Refused("It was worded anew since you read it.", APPROVAL, code="stale")
    return (Issued(command.by, command.on, public=True),)


def evolve(state: Digest, event: Event) -> Digest:
    """The state after an event."""
    match event:
        case Drafted():
            return replace(
                state,
                status="drafted",
                period=event.period,
                rule_version=event.rule_version,
                figures=event.figures,
            )
        case Written():
            return replace(
                state,
                status="written",
                words=event.words,
                figures=event.figures,
                written_by=tuple(dict.fromkeys((*state.written_by, event.by))),
                version=state.version + 1,
            )
        case Issued():
            return replace(
                state,
                status="issued",
                approved_by=event.by,
                issued_on=event.on,
                public=event.public,
            )
        case _:
            assert_never(event)
