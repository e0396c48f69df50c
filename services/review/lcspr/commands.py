"""What may be asked of the partners' decision and of an LCSPR. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.review.lcspr import advice
from services.review.lcspr import course_moves as course
from services.review.lcspr import ending_moves as ending


@dataclass(frozen=True)
class RecordDecision:
    """The partners decided; ``answers``: the national body's decision that they had before them."""

    on: date
    decided_on: date
    decision: str
    reviewed: bool
    answers: UUID | None
    said: Any


@dataclass(frozen=True)
class Appoint:
    """Name the reviewer."""

    today: date
    appointed_on: date
    reviewer: str
    independent: bool


@dataclass(frozen=True)
class Monitor:
    """Look at time taken and quality."""

    today: date
    monitored_on: date
    said: Any


@dataclass(frozen=True)
class ExplainDelay:
    """Say why it will be late, and who was told of it when; ``late``: after its six months."""

    on: date
    forecast_on: date
    told_on: tuple[date, ...]
    said: Any
    told: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class SendCopy:
    """A full copy went to one recipient; ``allowed_from``: from when, with it, it may be published."""

    today: date
    recipient: str
    sent_on: date
    allowed_from: date | None = None


@dataclass(frozen=True)
class Plan:
    """Plan the day of publication; the two dates are the calendar's, from outside."""

    today: date
    publish_on: date
    copies_needed_by: date
    earliest: date | None


@dataclass(frozen=True)
class Publish:
    """It was published, whether or not it should have been then."""

    today: date
    published_on: date
    early: bool
    address: str | None
    allowed_from: date | None = None
    available_until: date | None = None


Own = RecordDecision | Appoint | Monitor | ExplainDelay | SendCopy | Plan | Publish
Command = Own | course.Command | advice.Command | ending.Command
