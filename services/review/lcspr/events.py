"""What happened to the partners' decision and to an LCSPR. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from services.review.lcspr import advice
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending
from services.review.lcspr.commands import Appoint, RecordDecision


@dataclass(frozen=True)
class DecisionRecorded:
    """The partners' final decision."""

    command: RecordDecision


@dataclass(frozen=True)
class Initiated:
    """The six months begin."""

    on: date


@dataclass(frozen=True)
class Appointed:
    """There is a reviewer."""

    command: Appoint


@dataclass(frozen=True)
class Monitored:
    """It was looked at."""

    on: date
    said: Any


@dataclass(frozen=True)
class DelayExplained:
    """Lateness was explained."""

    forecast_on: date
    said: Any
    told: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class CopySent:
    """A copy went out."""

    recipient: str
    sent_on: date
    allowed_from: date | None = None


@dataclass(frozen=True)
class Planned:
    """The day is planned."""

    publish_on: date


@dataclass(frozen=True)
class Published:
    """It is public."""

    published_on: date
    early: bool
    address: str | None
    available_until: date | None = None


Own = (
    DecisionRecorded
    | Initiated
    | Appointed
    | Monitored
    | DelayExplained
    | CopySent
    | Planned
    | Published
)
Event = Own | course.Event | advice.Event | ending.Event
