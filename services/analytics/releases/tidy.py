"""A measure as the tidy rows that national statistics use: one number a row, geography spelt out.

Two views of the same sums. Unrounded, for the body's own people: all of them. Protected, for everybody
else, after the practice of the published statistics on serious incident notifications:

* England by month is exact; its parts (nature, outcome) of 1 to 2 are hidden, and so is what would
  give a hidden one away;
* parts that are children's characteristics are shown by financial year instead, and not before it has
  ended: in a running one the next case would be seen as the difference between two days;
* regions and authorities by financial year alone, and never by part: regions rounded to the nearest 10,
  authorities exact, with 1 to 2 hidden and what would give them away;
* measures that are the same cases under another cut are protected together;
* a median needs more cases than the limit.

``c`` is hidden, ``low`` rounds to 0 and is not 0, ``z`` does not apply; 0 is a true zero.
"""

import csv
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from io import StringIO
from typing import Any

from chassis.small_numbers import hidden
from services.analytics.measures.kind import Measure
from services.analytics.policy.rules import Disclosure
from services.analytics.queries import Area, Line
from services.analytics.releases.cube import (
    LOCAL,
    MONTH,
    NATIONAL,
    REGIONAL,
    TOTAL,
    YEAR,
    Key,
    cube,
)
from services.analytics.releases.linked import secret

COLUMNS: Mapping[str, str] = {
    "time_period": "Month as YYYY-MM, quarter of the calendar year as YYYY Qn, or financial year (to 31 March) as YYYY-YY",
    "time_identifier": "What the period is: Month, Quarter (measures of days alone) or Financial year",
    "geographic_level": "National, Regional or Local authority",
    "country_code": "GSS code of the country",
    "country_name": "Name of the country",
    "region_code": "GSS code of the region",
    "region_name": "Name of the region",
    "old_la_code": "Three-digit code of the authority",
    "new_la_code": "GSS code of the authority",
    "la_name": "Name of the authority",
    "breakdown": "Part of the measure; total is all of them",
    "number": "Cases",
    "median_days": "Median of their calendar days; of two middle ones the lower",
    "data_set_version": "Last day and number of the facts that were read; the same version, the same figures",
}
SYMBOLS: Mapping[str, str] = {
    "c": "hidden, because it is small or would give a small one away",
    "low": "rounds to 0, and is not 0",
    "z": "does not apply",
}
ENGLAND = ("E92000001", "England")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run when a cell begins with it."""

Row = dict[str, str]
Held = tuple[Measure, Sequence[Line]]
"""A measure and its lines."""


def tidy(
    measure: Measure,
    lines: Sequence[Line],
    areas: Sequence[Area],
    rule: Disclosure | None,
    version: str,
    running: str = "",
    kin: Sequence[Held] = (),
) -> list[Row]:
    """The rows of a measure; ``rule`` protects small numbers, None shows all.

    ``running`` is the financial year that has not ended yet; ``kin``: the measures that are the same cases.
    """

    def wanted(key: Key) -> bool:
        return rule is None or _may_be_shown(measure, key)

    sums = cube(measure, lines, areas, wanted)
    numbers = {key: held.total() for key, held in sums.items()}
    medians = {key: _median(held) if measure.unit == "days" else "z" for key, held in sums.items()}
    said = {key: str(number) for key, number in numbers.items()}
    if rule is not None:
        early = frozenset(key for key in sums if _is_early(measure, key, running))
        tables = {one.name: _parts(one, held, areas) for one, held in kin}
        parts = secret(measure.name, {**tables, measure.name: numbers}, rule.suppress_up_to)
        said, medians = _protected(numbers, medians, rule, parts | early)
    return [_row(key, said[key], medians[key], version) for key in sorted(said, key=_order)]


def _parts(measure: Measure, lines: Sequence[Line], areas: Sequence[Area]) -> dict[Key, int]:
    """The numbers of a measure that anybody may be shown."""
    sums = cube(measure, lines, areas, lambda key: _may_be_shown(measure, key))
    return {key: held.total() for key, held in sums.items()}


def _protected(
    numbers: Mapping[Key, int], medians: Mapping[Key, str], rule: Disclosure, parts: frozenset[Key]
) -> tuple[dict[Key, str], dict[Key, str]]:
    """Numbers and medians as they may be shown to anybody; ``parts`` are hidden."""
    small = rule.suppress_up_to
    secrets = _local(numbers, small) | parts
    few = secrets | {key for key, number in numbers.items() if 0 < number <= small}
    said = {key: "c" if key in secrets else str(number) for key, number in numbers.items()}
    regional = {key for key in numbers if key.place.level == REGIONAL}
    said |= {key: _rounded(numbers[key], rule.region_rounded_to) for key in regional}
    days = {key: "c" if key in few and medians[key] != "z" else medians[key] for key in numbers}
    return said, days


def _local(numbers: Mapping[Key, int], small: int) -> frozenset[Key]:
    local = {key: number for key, number in numbers.items() if key.place.level == LOCAL}
    return hidden(local, [_region_and_period, _period], small)


def _may_be_shown(measure: Measure, key: Key) -> bool:
    if key.place.level == NATIONAL:
        return key.part == TOTAL or key.unit == (YEAR if measure.parts_by_year else MONTH)
    return key.part == TOTAL and key.unit == YEAR


def _is_early(measure: Measure, key: Key, running: str) -> bool:
    return measure.parts_by_year and key.part != TOTAL and key.period == running


def _period(key: Key) -> Hashable:
    return key.period


def _region_and_period(key: Key) -> Hashable:
    return key.place.region_code, key.period


def _median(held: Counter[int]) -> str:
    """Of two middle ones the lower; z when there is none."""
    middle, passed = (held.total() + 1) // 2, 0
    for days in sorted(held):
        passed += held[days]
        if passed >= middle > 0:
            return str(days)
    return "z"


def _rounded(value: int, nearest: int) -> str:
    """Halves go up, as they do in the published statistics."""
    rounded = (value + nearest // 2) // nearest * nearest
    return "low" if value and not rounded else str(rounded)


def _order(key: Key) -> tuple[Any, ...]:
    level = (NATIONAL, REGIONAL, LOCAL).index(key.place.level)
    return level, key.place, key.unit, key.period, key.part != TOTAL, key.part


def _row(key: Key, number: str, days: str, version: str) -> Row:
    place = key.place
    where = (
        *(place.region_code, place.region_name),
        *(place.authority_code, place.gss_code, place.authority_name),
    )
    cells = (key.period, key.unit, place.level, *ENGLAND, *where, key.part, number, days, version)
    return dict(zip(COLUMNS, cells, strict=True))


def as_csv(rows: Sequence[Row], columns: Sequence[str] = tuple(COLUMNS)) -> str:
    """RFC 4180; no cell begins with what a spreadsheet would run."""
    out = StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({name: _inert(cell) for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
