"""The rules of ``local_review.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis import dated
from chassis.calendar import add_months, add_working_days
from services.review.policy import rules


@dataclass(frozen=True)
class LocalReview:
    """One version."""

    version: str
    comments_working_days: int
    basis: str


def in_force(on: date) -> LocalReview:
    """The version of a day."""
    row = dated.in_force(dated.tables(__package__, "local_review.toml")["rule"], on)
    return LocalReview(row["version"], row["comments_working_days"], row["basis"])


def comments_until(told_on: date) -> date:
    """Until when the partners wait for comments on their reasons."""
    return add_working_days(told_on, in_force(told_on).comments_working_days, provisional=True)


def available_until(published_on: date) -> date:
    """Until when what was published has to be available."""
    return add_months(published_on, rules.limits().availability_months)


def is_late(initiated_on: date | None, day: date) -> bool:
    """Whether a day is after the six months."""
    return initiated_on is not None and day > rules.clock("L1", initiated_on).due_on


def days_late(initiated_on: date, day: date) -> int:
    """Calendar days after the six months."""
    return max(0, (day - rules.clock("L1", initiated_on).due_on).days)
