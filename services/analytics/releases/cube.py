"""A measure added up for England, its regions and its authorities, by month and by year. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from services.analytics.measures.kind import Measure
from services.analytics.queries import Area, Line

NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
MONTH, QUARTER, YEAR = "Month", "Quarter", "Financial year"
TOTAL = "total"


class Place(NamedTuple):
    """Where: the finest place has all of these, England none."""

    region_code: str = ""
    region_name: str = ""
    authority_code: str = ""
    gss_code: str = ""
    authority_name: str = ""

    @property
    def level(self) -> str:
        """National, regional or local."""
        return LOCAL if self.authority_code else REGIONAL if self.region_code else NATIONAL


class Key(NamedTuple):
    """What one number is about."""

    place: Place
    unit: str
    period: str
    part: str


Cube = defaultdict[Key, Counter[int]]
"""Days -> cases: for measures without time all cases stand at 0 days."""


def financial_year(month: date) -> str:
    """The year to 31 March: ``2025-26``."""
    first = month.year if month.month >= 4 else month.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def quarter(month: date) -> str:
    """The quarter of a calendar year: ``2026 Q2`` is April to June."""
    return f"{month.year} Q{(month.month + 2) // 3}"


def months_between(first: date, last: date) -> list[date]:
    """Every month from the first to the last."""
    number = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(n // 12, n % 12 + 1, 1) for n in number]


def cube(
    measure: Measure, lines: Sequence[Line], areas: Sequence[Area], wanted: Callable[[Key], bool]
) -> Cube:
    """Every wanted sum; England's months and parts, and the years of ``areas``, have no gaps."""
    found: Cube = defaultdict(Counter)
    found.update({key: Counter() for key in _frame(measure, lines, areas) if wanted(key)})
    sums: dict[tuple[str, date], tuple[list[Counter[int]], list[Key]]] = {}
    for one in lines:
        at = (one.authority_code, one.month)
        if at not in sums:
            whole = [found[key] for key in _keys(measure, one, TOTAL) if wanted(key)]
            parts = _keys(measure, one, one.breakdown) if measure.parts else []
            sums[at] = whole, [key for key in parts if wanted(key)]
        for held in sums[at][0]:
            held[one.days] += one.value
        for place, unit, period, _ in sums[at][1]:
            found[Key(place, unit, period, one.breakdown)][one.days] += one.value
    return found


def _keys(measure: Measure, one: Line, part: str) -> list[Key]:
    """Every sum that a line is part of."""
    return [
        Key(place, unit, period, part)
        for place in _places(one)
        for unit, period in periods(one.month, measure.by_quarter)
    ]


@cache
def periods(month: date, by_quarter: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001
    """The month, and the year that it belongs to; the quarter where there is one."""
    quarters = ((QUARTER, quarter(month)),) if by_quarter else ()
    return ((MONTH, f"{month:%Y-%m}"), *quarters, (YEAR, financial_year(month)))


def _places(one: Line | Area) -> tuple[Place, Place, Place]:
    region = (one.region_code, one.region_name)
    local = Place(*region, one.authority_code, one.gss_code, one.authority_name)
    return Place(), Place(*region), local


def _frame(measure: Measure, lines: Sequence[Line], areas: Sequence[Area]) -> list[Key]:
    if not lines:
        return []
    months = months_between(min(one.month for one in lines), max(one.month for one in lines))
    national = [
        Key(Place(), unit, period, part)
        for month in months
        for unit, period in periods(month, measure.by_quarter)
        for part in (TOTAL, *measure.parts)
    ]
    years = sorted({financial_year(month) for month in months})
    places = {place for area in areas for place in _places(area)[1:]}
    yearly = [Key(place, YEAR, year, TOTAL) for place in places for year in years]
    return [*national, *yearly]
