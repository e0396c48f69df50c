"""A measure added up for England, its regions and its authorities, by month and by year. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.analytics.measures.kind import Measure
from services.analytics.queries import Area, Line

NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
MONTH, YEAR = "Month", "Financial year"
TOTAL = "total"


@dataclass(frozen=True, order=True)
class Place:
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


@dataclass(frozen=True, order=True)
class Key:
    """What one number is about."""

    place: Place
    unit: str
    period: str
    part: str


Cube = dict[Key, Counter[int]]
"""Days -> cases: for measures without time all cases stand at 0 days."""


def financial_year(month: date) -> str:
    """The year to 31 March: ``2025-26``."""
    first = month.year if month.month >= 4 else month.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def months_between(first: date, last: date) -> list[date]:
    """Every month from the first to the last."""
    number = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(n // 12, n % 12 + 1, 1) for n in number]


def cube(measure: Measure, lines: Sequence[Line], areas: Sequence[Area]) -> Cube:
    """Every sum of the lines; England's months and parts, and the years of ``areas``, have no gaps."""
    found = _frame(measure, lines, areas)
    for one in lines:
        for place in _places(one):
            for unit, period in periods(one.month):
                for part in (TOTAL, one.breakdown) if measure.parts else (TOTAL,):
                    held = found.setdefault(Key(place, unit, period, part), Counter())
                    held[one.days] += one.value
    return found


def periods(month: date) -> tuple[tuple[str, str], tuple[str, str]]:
    """The month, and the year that it belongs to."""
    return (MONTH, f"{month:%Y-%m}"), (YEAR, financial_year(month))


def _places(one: Line | Area) -> tuple[Place, Place, Place]:
    region = (one.region_code, one.region_name)
    local = Place(*region, one.authority_code, one.gss_code, one.authority_name)
    return Place(), Place(*region), local


def _frame(measure: Measure, lines: Sequence[Line], areas: Sequence[Area]) -> Cube:
    if not lines:
        return {}
    months = months_between(min(one.month for one in lines), max(one.month for one in lines))
    national = [
        Key(Place(), unit, period, part)
        for month in months
        for unit, period in periods(month)
        for part in (TOTAL, *measure.parts)
    ]
    years = sorted({financial_year(month) for month in months})
    places = {place for area in areas for place in _places(area)[1:]}
    yearly = [Key(place, YEAR, year, TOTAL) for place in places for year in years]
    return {key: Counter() for key in (*national, *yearly)}
