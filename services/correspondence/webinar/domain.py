"""A webinar: announced by one person, approved by another, changed, cancelled, and counted once it was. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

APPROVAL = "standing practice: what the Panel publishes is approved by another person than wrote it"


@dataclass(frozen=True)
class Details:
    """What a calendar says of it; ``recording``: where it can be seen afterwards."""

    title: str
    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    starts_at: datetime
    minutes: int
    address: str
    recording: str | None = None


@dataclass(frozen=True)
class Propose:
    """Announce it, or change what was announced; ``read``: how many proposals there were when its writer read it."""

    by: str
    at: datetime
    details: Details
    read: int


@dataclass(frozen=True)
class Approve:
    """Make it public; ``read``: which proposal was read, so that nothing else is approved."""

    by: str
    at: datetime
    read: int


@dataclass(frozen=True)
class Cancel:
    """It will not be; one that is not public yet is let go."""

    by: str
    at: datetime


@dataclass(frozen=True)
class LetGo:
    """What waits is not to be; what is public stays."""

    by: str


@dataclass(frozen=True)
class Count:
    """How many came: pairs of a kind of body and a number."""

    by: str
    at: datetime
    attended: tuple[tuple[str, int], ...]


Command = Propose | Approve | Cancel | LetGo | Count


@dataclass(frozen=True)
class Proposed:
    """It waits for another person."""

    by: str
    details: Details


@dataclass(frozen=True)
class Approved:
    """It is public."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Withdrawn:
    """What waited does so no longer."""

    by: str


@dataclass(frozen=True)
class Cancelled:
    """It stays in calendars, as one that will not be."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Counted:
    """So many came."""

    at: datetime
    attended: tuple[tuple[str, int], ...]


Event = Proposed | Approved | Withdrawn | Cancelled | Counted


@dataclass(frozen=True)
class Webinar:
    """The state; ``version`` counts what was public, ``proposed`` what was ever proposed."""

    id: UUID
    details: Details | None = None
    version: int = 0
    first_at: datetime | None = None
    changed_at: datetime | None = None
    approved_by: str = ""
    waits: Details | None = None
    proposed: int = 0
    by: tuple[str, ...] = ()
    cancelled: bool = False
    attended: tuple[tuple[str, int], ...] = ()


def decide(state: Webinar, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Propose():
            return _propose(state, command)
        case Approve():
            return _approve(state, command)
        case Cancel():
            return _cancel(state, command)
        case LetGo():
            return (Withdrawn(command.by),) if state.waits else ()
        case Count():
            return _count(state, command)
        case _:
            assert_never(command)


def _propose(state: Webinar, command: Propose) -> tuple[Event, ...]:
    said, public = command.details, state.details
    if state.cancelled:
        raise Refused("It is cancelled: announce another one.", APPROVAL, code="cancelled")
    if said.starts_at <= command.at and not (public and said.starts_at == public.starts_at):
        reason = "It starts at a time that is still to come."
        raise Refused(reason, APPROVAL, "on", code="past")
    if said.recording and said.starts_at > command.at:
        reason = "There is a recording once it has been held."
        raise Refused(reason, APPROVAL, "recording", code="to_come")
    if said == (state.waits or public):
        return ()
    if command.read != state.proposed:
        reason = "Somebody changed it while you wrote: read that, and hand on what is to stand."
        raise Refused(reason, APPROVAL, "title", "stale")
    return (Proposed(command.by, said),)


def _approve(state: Webinar, command: Approve) -> tuple[Event, ...]:
    waits = state.waits
    if waits is None:
        if state.details and command.read == state.proposed:
            return ()
        raise Refused("Nothing of it waits for approval.", APPROVAL, code="not_proposed")
    if command.by in state.by:
        reason = "Another person than those who wrote it approves it."
        raise Refused(reason, APPROVAL, code="own_words")
    if command.read != state.proposed:
        raise Refused("It was changed since you read it.", APPROVAL, code="stale")
    if waits.starts_at <= command.at and not (
        state.details and waits.starts_at == state.details.starts_at
    ):
        reason = "Its time is over: give it another one."
        raise Refused(reason, APPROVAL, "on", code="past")
    return (Approved(command.by, command.at),)


def _cancel(state: Webinar, command: Cancel) -> tuple[Event, ...]:
    public = state.details
    if public is None:
        return (Withdrawn(command.by),) if state.waits else ()
    if state.cancelled:
        return ()
    if public.starts_at <= command.at:
        raise Refused("Its time is over: it can not be cancelled.", APPROVAL, code="past")
    return (Cancelled(command.by, command.at),)


def _count(state: Webinar, command: Count) -> tuple[Event, ...]:
    public = state.details
    if public is None or state.cancelled or public.starts_at > command.at:
        raise Refused("Who came is counted once it was held.", APPROVAL, code="not_held")
    same = command.attended == state.attended
    return () if same else (Counted(command.at, command.attended),)


def evolve(state: Webinar, event: Event) -> Webinar:
    """The state after an event."""
    match event:
        case Proposed():
            by = tuple(dict.fromkeys((*state.by, event.by)))
            return replace(state, waits=event.details, proposed=state.proposed + 1, by=by)
        case Approved():
            return replace(
                state,
                details=state.waits,
                waits=None,
                by=(),
                version=state.version + 1,
                first_at=state.first_at or event.at,
                changed_at=event.at,
                approved_by=event.by,
            )
        case Withdrawn():
            return replace(state, waits=None, by=())
        case Cancelled():
            return replace(
                state,
                cancelled=True,
                waits=None,
                by=(),
                version=state.version + 1,
                changed_at=event.at,
            )
        case Counted():
            return replace(state, attended=event.attended)
        case _:
            assert_never(event)
