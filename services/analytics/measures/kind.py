"""What every measure is: a name, a title, and what it counts when a case moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from services.analytics.measures.case_row import CaseRow


@dataclass(frozen=True)
class Count:
    """One to add, in the month of ``on``, under a breakdown."""

    on: date
    breakdown: str


@dataclass(frozen=True)
class Measure:
    """One measure; ``counts`` is pure."""

    name: str
    title: str
    counts: Callable[[CaseRow, CaseRow], tuple[Count, ...]]


def first_time(before: date | None, after: date | None) -> date | None:
    """The date when something has just happened for the first time."""
    return after if before is None else None
