"""What every measure is: a name, a title, and what one case adds to it."""

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
    counts: Callable[[CaseRow], tuple[Count, ...]]
