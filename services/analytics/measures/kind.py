"""What every measure is: its words, its parts, and what one case adds to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from services.analytics.measures.case_row import CaseRow

ALL = "all"
OF_THE_FIRST_CHILD = (
    "A notification of several children counts once, by the first of them, as in the national statistics;"
    " the public sees the parts of financial years that have ended."
)


@dataclass(frozen=True)
class Count:
    """One case to add, in the month of ``on``, under a part; for measures of time with its days."""

    on: date
    part: str = ALL
    days: int = 0


@dataclass(frozen=True)
class Measure:
    """One measure; ``counts`` is pure, and the whole of what a case contributes at any moment.

    ``parts`` are the codes it is broken down by, with their words; a measure without any has one part,
    ``all``. ``unit`` says what is shown: how many cases, or their median number of days.
    ``parts_by_year``: the parts are children's characteristics, which months would make too small.
    """

    name: str
    title: str
    explained: str
    counts: Callable[[CaseRow], tuple[Count, ...]]
    parts: Mapping[str, str] = field(default_factory=dict)
    unit: Literal["cases", "days"] = "cases"
    parts_by_year: bool = False

    @property
    def by_quarter(self) -> bool:
        """Service levels, which are published by quarter: how long each stage took."""
        return self.unit == "days"


def days_between(start: date | None, end: date | None) -> tuple[Count, ...]:
    """Calendar days of a stage that has ended, in the month of its end; a stage can not be negative."""
    if start is None or end is None or end < start:
        return ()
    return (Count(end, days=(end - start).days),)
