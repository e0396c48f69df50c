"""How a decided case stands among those that are shown beside a later one. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chassis.errors import Refused

SOURCE = "rule of the national body: like cases are decided alike, and staff keep the examples"


@dataclass(frozen=True)
class Curate:
    """Keep it, set it aside, or take either back; ``why`` is sealed."""

    on: date
    reference: str
    is_decided: bool
    use: str
    why: str


Command = Curate


@dataclass(frozen=True)
class Curated:
    """It stands otherwise now."""

    command: Curate


Event = Curated


@dataclass(frozen=True)
class Curation:
    """The state of one case."""

    id: UUID
    reference: str = ""
    use: str = "plain"


def decide(state: Curation, command: Command) -> tuple[Event, ...]:
    """What follows; raises Refused with the rule's source."""
    if not command.is_decided:
        raise Refused("Only a decided case is an example.", SOURCE, "use", "undecided")
    return () if state.use == command.use else (Curated(command),)


def evolve(state: Curation, event: Event) -> Curation:
    """The state after an event."""
    return replace(state, reference=event.command.reference, use=event.command.use)
