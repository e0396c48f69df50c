"""What happens to a rapid review. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.review.rapid_review.commands import Open


@dataclass(frozen=True)
class Opened:
    """It is due."""

    command: Open


@dataclass(frozen=True)
class DelayExplained:
    """Lateness was explained."""

    expected_on: date
    said: Any


@dataclass(frozen=True)
class Submitted:
    """The first version was received."""

    on: date
    round_since: date
    view: str
    positions: tuple[tuple[str, str, bool], ...]
    themes: tuple[str, ...]
    warnings: tuple[str, ...]
    said: Any
    confirmed: bool


@dataclass(frozen=True)
class Resubmitted(Submitted):
    """A further version was received."""


@dataclass(frozen=True)
class Confirmed(Submitted):
    """The core of the version that is here; nothing was received anew."""


@dataclass(frozen=True)
class Cancelled:
    """None is due any more."""

    basis: str


@dataclass(frozen=True)
class Moved:
    """Whose it is, and since when it counts, as the case's state tells next."""

    authority_code: str
    partnership: str
    region_code: str
    notified_on: date | None


Told = Opened | DelayExplained | Submitted | Resubmitted | Confirmed | Cancelled
Event = Told | Moved
