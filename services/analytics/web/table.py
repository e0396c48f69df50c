"""Tidy rows as the one table that the page shows and the chart draws. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from services.analytics.releases.cube import (
    LOCAL,
    MONTH,
    NATIONAL,
    QUARTER,
    REGIONAL,
    TOTAL,
    YEAR,
)
from services.analytics.releases.metadata import Release
from services.analytics.releases.tidy import SYMBOLS, Row

BY = {
    "month": "Month",
    "quarter": "Quarter",
    "year": "Financial year",
    "region": "Region",
    "authority": "Local authority",
}
UNITS = {"month": MONTH, "quarter": QUARTER, "year": YEAR}


@dataclass(frozen=True)
class Asked:
    """How figures are to be laid out, and of where."""

    by: str = "month"
    region: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Column:
    """A column of numbers; ``drawn`` are those that the chart shows."""

    head: str
    cells: tuple[str, ...]
    drawn: bool = True


@dataclass(frozen=True)
class Table:
    """Figures as people see them."""

    title: str
    by: str
    unit: str
    labels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def over_time(self) -> bool:
        """Whether the rows are periods."""
        return self.by in UNITS

    @property
    def drawn(self) -> tuple[Column, ...]:
        """What the chart shows."""
        return tuple(column for column in self.columns if column.drawn)

    @property
    def can_be_drawn(self) -> bool:
        """Not when every number is hidden or none."""
        return any(cell.isdigit() and cell != "0" for column in self.drawn for cell in column.cells)

    @property
    def symbols(self) -> tuple[tuple[str, str], ...]:
        """What stands for a number, where one does."""
        used = {cell for column in self.columns for cell in column.cells}
        return tuple((symbol, said) for symbol, said in SYMBOLS.items() if symbol in used)

    def rows(self) -> list[tuple[str, ...]]:
        """Label and cells, row by row."""
        return list(zip(self.labels, *(column.cells for column in self.columns), strict=True))

    def summary(self) -> str:
        """The chart in a sentence, for those who do not see it."""
        if not self.labels:
            return "There are no figures yet."
        span = f"{len(self.labels)} rows, from {self.labels[0]} to {self.labels[-1]}"
        peaks = [_peak(self, column) for column in self.drawn]
        return (
            ". ".join([span, *(peak for peak in peaks if peak)]) + ". The table has every number."
        )


def _peak(table: Table, column: Column) -> str:
    """Where a column is highest, the first of several."""
    numbers = [(int(cell), -n) for n, cell in enumerate(column.cells) if cell.isdigit()]
    most, at = max(numbers, default=(0, 0))
    return f"{column.head}: at most {most}, in {table.labels[-at]}" if most else ""


def table(release: Release, rows: Sequence[Row], asked: Asked) -> Table:
    """Lay the rows out; a protected view has no months of an area, and shows its years.

    What is not counted by quarter is shown by month.
    """
    area = asked.region or asked.authority
    by = "month" if asked.by == "quarter" and not release.measure.by_quarter else asked.by
    by = "year" if by in ("month", "quarter") and area and release.rule else by
    make = _places if by in ("region", "authority") else _periods
    labels, columns = make(release, rows, Asked(by, asked.region, asked.authority))
    where = _where(rows, asked)
    kind = "median days" if release.measure.unit == "days" else "number of cases"
    title = f"{release.measure.title}: {where}, by {BY[by].lower()}, {kind}"
    return Table(title, by, release.measure.unit, labels, columns)


def _where(rows: Sequence[Row], asked: Asked) -> str:
    for column, code, name in (
        ("old_la_code", asked.authority, "la_name"),
        ("region_code", asked.region, "region_name"),
    ):
        if code:
            return next((row[name] for row in rows if row[column] == code), code)
    return "England"


def _value(release: Release) -> str:
    return "median_days" if release.measure.unit == "days" else "number"


def _none(release: Release) -> str:
    return "z" if release.measure.unit == "days" else "0"


Laid = tuple[tuple[str, ...], tuple[Column, ...]]


def _periods(release: Release, rows: Sequence[Row], asked: Asked) -> Laid:
    unit = UNITS[asked.by]
    periods = tuple(_distinct(rows, "time_period", lambda r: r["time_identifier"] == unit))
    level = LOCAL if asked.authority else REGIONAL if asked.region else NATIONAL
    chosen = [
        row
        for row in rows
        if (row["time_identifier"], row["geographic_level"]) == (unit, level)
        and (not asked.authority or row["old_la_code"] == asked.authority)
        and (not asked.region or row["region_code"] == asked.region)
    ]

    def column(part: str, head: str, of: str, *, drawn: bool) -> Column:
        found = {row["time_period"]: row[of] for row in chosen if row["breakdown"] == part}
        empty = "0" if of == "number" else "z"
        return Column(head, tuple(found.get(period, empty) for period in periods), drawn)

    of = _value(release)
    labels = tuple(_label(period, unit) for period in periods)
    if of == "median_days":
        return labels, (
            column(TOTAL, "Median days", of, drawn=True),
            column(TOTAL, "Cases", "number", drawn=False),
        )
    present = {row["breakdown"] for row in chosen if row["number"] != "0"}
    parts = [one for one in release.measure.parts if one in present]
    whole = column(TOTAL, "All", of, drawn=not parts or release.rule is not None)
    words = release.measure.parts
    split = [column(one, words[one], of, drawn=release.rule is None) for one in parts]
    return labels, (*split, whole)


def _places(release: Release, rows: Sequence[Row], asked: Asked) -> Laid:
    level, name = (REGIONAL, "region_name") if asked.by == "region" else (LOCAL, "la_name")
    chosen = [
        row
        for row in rows
        if (row["time_identifier"], row["geographic_level"]) == (YEAR, level)
        and row["breakdown"] == TOTAL
        and (not asked.region or row["region_code"] == asked.region)
        and (not asked.authority or level == REGIONAL or row["old_la_code"] == asked.authority)
    ]
    places = tuple(sorted({row[name] for row in chosen if row["number"] != "0"}))
    years = _distinct(rows, "time_period", lambda r: r["time_identifier"] == YEAR)
    found = {(row[name], row["time_period"]): row[_value(release)] for row in chosen}
    columns = tuple(
        Column(year, tuple(found.get((place, year), _none(release)) for place in places))
        for year in years
    )
    return places, columns if places else ()


def _distinct(rows: Sequence[Row], column: str, wanted: Callable[[Row], bool]) -> list[str]:
    return sorted({row[column] for row in rows if wanted(row)})


def _label(period: str, unit: str) -> str:
    """``2026-04`` as ``April 2026``; a year stays as it is."""
    return f"{date.fromisoformat(f'{period}-01'):%B %Y}" if unit == MONTH else period
