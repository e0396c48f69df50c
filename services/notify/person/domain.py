"""Whether children of two incidents are one: proposed, linked, or kept apart. Pure."""

from dataclasses import dataclass, replace
from typing import Literal, assert_never
from uuid import UUID

from services.notify.worded import Worded

PROOF = "nhs_number_and_birth"
"""The one ground that links by itself; anything less is for a person to decide."""


class Status(Worded):
    """Where two children stand, in the words of the page."""

    PROPOSED = "proposed", "May be one child: to be decided"
    LINKED = "linked", "Taken to be one child"
    APART = "apart", "Not the same child"
    DROPPED = "dropped", "Nothing in common any more"


@dataclass(frozen=True)
class Judge:
    """Take in what the hashes have in common; None when it is nothing."""

    ground: str | None


@dataclass(frozen=True)
class Decide:
    """A person who compared the two says what they are."""

    same: bool


@dataclass(frozen=True)
class Forget:
    """The identity of one of them is erased."""


Command = Judge | Decide | Forget


@dataclass(frozen=True)
class Proposed:
    """They are alike enough for a person to look."""

    ground: str


@dataclass(frozen=True)
class Linked:
    """They are taken to be one."""

    ground: str
    by_person: bool


@dataclass(frozen=True)
class Confirmed:
    """A person says the same of what was linked by itself."""


@dataclass(frozen=True)
class Unlinked:
    """They are no longer taken to be one."""

    because: Literal["decided", "corrected", "erased"]


@dataclass(frozen=True)
class SetApart:
    """A person says that they are two."""


@dataclass(frozen=True)
class Dropped:
    """What made them alike was corrected."""


Event = Proposed | Linked | Confirmed | Unlinked | SetApart | Dropped


@dataclass(frozen=True)
class Link:
    """Two children; ``status`` is None before anything was found of them."""

    id: UUID
    persons: tuple[UUID, UUID]
    incidents: tuple[UUID, UUID]
    status: Status | None = None
    ground: str = ""
    by_person: bool = False


def decide(state: Link, command: Command) -> tuple[Event, ...]:
    """What follows; what a person decided is undone by a person alone."""
    linked = state.status is Status.LINKED
    match command:
        case Judge():
            return () if state.by_person else _judge(state, command.ground)
        case Decide(same=True):
            if linked:
                return () if state.by_person else (Confirmed(),)
            return (Linked(state.ground, by_person=True),)
        case Decide():
            unlinked = (Unlinked("decided"),) if linked else ()
            return () if state.status is Status.APART else (*unlinked, SetApart())
        case Forget():
            return (Unlinked("erased"),) if linked else ()
        case _:
            assert_never(command)


def _judge(state: Link, ground: str | None) -> tuple[Event, ...]:
    linked = state.status is Status.LINKED
    if ground == PROOF:
        return () if linked else (Linked(ground, by_person=False),)
    unlinked = (Unlinked("corrected"),) if linked else ()
    if ground:
        same = state.status is Status.PROPOSED and state.ground == ground
        return () if same else (*unlinked, Proposed(ground))
    return (Dropped(),) if state.status is Status.PROPOSED else unlinked


def evolve(state: Link, event: Event) -> Link:
    """The state after an event."""
    match event:
        case Proposed():
            return replace(state, status=Status.PROPOSED, ground=event.ground, by_person=False)
        case Linked():
            by = event.by_person
            return replace(state, status=Status.LINKED, ground=event.ground, by_person=by)
        case Confirmed():
            return replace(state, by_person=True)
        case SetApart():
            return replace(state, status=Status.APART, by_person=True)
        case Unlinked() | Dropped():
            return replace(state, status=Status.DROPPED, by_person=False)
        case _:
            assert_never(event)
