"""The register of resources: practical material for reviewing and learning, with its tags. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from chassis.errors import Refused

PRACTICE = "the Panel's register of resources"


@dataclass(frozen=True)
class Tags:
    """What a resource is and helps with, as codes of the contract."""

    title: str
    resource_kind: str
    address: str
    methods: tuple[str, ...] = ()
    milestones: tuple[str, ...] = ()
    participation: tuple[str, ...] = ()
    co_production: str = "none"
    commissioned: bool = False
    themes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enter:
    """List it, or change its entry; ``read``: the version that stood before the writer, where they read one."""

    on: date
    tags: Tags
    read: int | None = None


@dataclass(frozen=True)
class Withdraw:
    """Recommend it no longer."""

    on: date


Command = Enter | Withdraw


@dataclass(frozen=True)
class Entered:
    """It is listed so."""

    on: date
    tags: Tags


@dataclass(frozen=True)
class Withdrawn:
    """It is listed no longer."""

    on: date


Event = Entered | Withdrawn


@dataclass(frozen=True)
class Resource:
    """One resource; without ``tags`` it was never listed."""

    id: UUID
    version: int = 0
    tags: Tags | None = None
    listed_on: date | None = None
    withdrawn_on: date | None = None


def decide(state: Resource, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    match command:
        case Enter(tags=tags):
            if state.tags == tags and state.withdrawn_on is None:
                return ()
            _nobody_changed_it(state, command.read)
            return (Entered(command.on, tags),)
        case Withdraw():
            if state.tags is None:
                raise Refused("This resource is not in the register.", PRACTICE, code="unknown")
            return () if state.withdrawn_on else (Withdrawn(command.on),)
        case _:
            assert_never(command)


def _nobody_changed_it(state: Resource, read: int | None) -> None:
    if read is not None and read != state.version:
        raise Refused("Somebody changed this entry while you wrote.", PRACTICE, code="stale")


def evolve(state: Resource, event: Event) -> Resource:
    """The state after an event."""
    match event:
        case Entered():
            return replace(
                state,
                version=state.version + 1,
                tags=event.tags,
                listed_on=event.on,
                withdrawn_on=None,
            )
        case Withdrawn():
            return replace(state, withdrawn_on=event.on)
        case _:
            assert_never(event)
