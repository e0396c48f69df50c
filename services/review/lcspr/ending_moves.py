"""What may be asked of a review's end, and what can follow. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Breach = Literal["published_early", "taken_down_early"]


@dataclass(frozen=True)
class Assemble:
    """Put the bundle together."""

    today: date
    assembled_on: date
    said: Any


@dataclass(frozen=True)
class PublishImprovements:
    """The improvements were published in the report's place."""

    today: date
    published_on: date
    early: bool
    allowed_from: date | None
    available_until: date
    said: Any


@dataclass(frozen=True)
class Justify:
    """The reasons not to publish were sent; comments are awaited until a day."""

    today: date
    told: tuple[tuple[str, date], ...]
    comments_until: date
    said: Any


@dataclass(frozen=True)
class NotPublish:
    """Nothing is published."""

    today: date
    decided_on: date
    said: Any


@dataclass(frozen=True)
class Discontinue:
    """End it."""

    today: date
    discontinued_on: date
    told_on: tuple[date, ...]
    said: Any


@dataclass(frozen=True)
class Supersede:
    """A national review takes its place."""

    today: date
    superseded_on: date
    said: Any


@dataclass(frozen=True)
class TakeDown:
    """What was published is public no longer."""

    today: date
    taken_down_on: date
    said: Any


@dataclass(frozen=True)
class EndAvailability:
    """Time has passed."""

    today: date


Command = (
    Assemble
    | PublishImprovements
    | Justify
    | NotPublish
    | Discontinue
    | Supersede
    | TakeDown
    | EndAvailability
)


@dataclass(frozen=True)
class Assembled:
    """There is a bundle."""

    on: date
    said: Any


@dataclass(frozen=True)
class ImprovementsPublished:
    """The improvements are public."""

    on: date
    early: bool
    available_until: date
    said: Any


@dataclass(frozen=True)
class Justified:
    """The reasons are with the Panel and the Secretary of State."""

    told: tuple[tuple[str, date], ...]
    comments_until: date
    said: Any


@dataclass(frozen=True)
class NotPublished:
    """It ended unpublished."""

    on: date
    said: Any


@dataclass(frozen=True)
class Discontinued:
    """It was ended."""

    on: date
    said: Any


@dataclass(frozen=True)
class Superseded:
    """It was overtaken."""

    on: date
    said: Any


@dataclass(frozen=True)
class TakenDown:
    """It is public no longer."""

    on: date
    early: bool
    said: Any


@dataclass(frozen=True)
class AvailabilityEnded:
    """It need no longer be available."""


@dataclass(frozen=True)
class Breached:
    """A rule was broken; ``allowed_from``: when it would have been allowed, where that is known."""

    kind: Breach
    on: date
    allowed_from: date | None


@dataclass(frozen=True)
class BreachTakenBack:
    """What was entered since shows that no rule was broken."""

    kind: Breach
    on: date
    allowed_from: date | None


Judged = Breached | BreachTakenBack
Event = (
    Assembled
    | ImprovementsPublished
    | Justified
    | NotPublished
    | Discontinued
    | Superseded
    | TakenDown
    | AvailabilityEnded
    | Breached
    | BreachTakenBack
)
