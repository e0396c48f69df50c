"""A table of notifications: its headings, and its rows put together, one row a child."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .cells import Cell, NotThis, text_of, value_of
from .columns import REFERENCE, Column, column_named, columns, letter
from .grids import Grid, Row, filled
from .items import Unreadable

ROWS_MAX = 40_000
HEADINGS_MIN = 3
LOOK_ROWS = 20
NO_HEADINGS = (
    "No row of this file has the headings of the template. Its first row should have headings such"
    " as sender_reference, occurred_on and child_sex."
)
TOTALS = ("total", "totals", "grand total", "sum", "subtotal")
TOO_MANY = f"This file has more than {ROWS_MAX:,} rows. Send it in parts."


@dataclass(frozen=True)
class Table:
    """Columns by their place, and the rows below the headings that hold anything."""

    columns: Mapping[int, Column]
    rows: Sequence[Row]

    @property
    def letters(self) -> Mapping[str, str]:
        """The letter of each column by its name."""
        return {column.name: letter(at) for at, column in self.columns.items()}


def table_of(grid: Grid) -> Table | None:
    """The table in a grid; None when it has no headings of ours. Raises Unreadable."""
    for looked, (_number, cells) in enumerate(grid.rows):
        if _known(cells) >= HEADINGS_MIN:
            found = _columns(cells)
            rows = _below(grid, found)
            filled(rows, grid.merged(), found)
            return Table(found, rows)
        if looked > LOOK_ROWS:
            return None
    return None


def _known(cells: Mapping[int, Cell]) -> int:
    named = {column_named(one) for one in cells.values() if isinstance(one, str)}
    return len(named - {None})


def _below(grid: Grid, found: Mapping[int, Column]) -> list[Row]:
    """Looked at as they come: what has no heading is not kept until the last of them."""
    rows: list[Row] = []
    for number, cells in grid.rows:
        if any(not isinstance(one, str) or one.strip() for one in cells.values()):
            _no_value_without_heading(number, cells, found)
            rows.append((number, cells))
        if len(rows) > ROWS_MAX:
            raise Unreadable(TOO_MANY)
    return rows


def _columns(cells: Mapping[int, Cell]) -> Mapping[int, Column]:
    found: dict[int, Column] = {}
    unknown: list[str] = []
    for at, cell in sorted(cells.items()):
        heading = _heading(cell)
        column = column_named(heading)
        if column is not None:
            _once(found, at, column)
            found[at] = column
        elif heading:
            unknown.append(f"column {letter(at)} ({heading[:60]})")
    if unknown:
        raise Unreadable(
            f"These headings are not known: {', '.join(unknown)}. Remove them or check their"
            " spelling against the template, so that nothing is lost unseen."
        )
    _all_there(found.values())
    return found


def _once(found: Mapping[int, Column], at: int, column: Column) -> None:
    for first, one in found.items():
        if one is column:
            both = f"Columns {letter(first)} and {letter(at)}"
            raise Unreadable(f"{both} are both {column.name}. Keep one of them.")


def _heading(cell: Cell) -> str:
    try:
        return text_of(cell).strip()
    except NotThis:
        return "a number"


def _all_there(found: Iterable[Column]) -> None:
    names = {one.name for one in found}
    lacking = [one.name for one in columns().values() if one.required and one.name not in names]
    if lacking:
        raise Unreadable(f"These columns are missing: {', '.join(lacking)}.")


def _no_value_without_heading(
    number: int, cells: Mapping[int, Cell], found: Mapping[int, Column]
) -> None:
    for at, cell in cells.items():
        if at not in found and (not isinstance(cell, str) or cell.strip()):
            raise Unreadable(
                f"Row {number} has a value in column {letter(at)}, which has no heading."
            )


@dataclass(frozen=True)
class Read:
    """A row with its values by column name, and why some of its cells have none."""

    number: int
    values: Mapping[str, Any]
    faults: Mapping[str, str]
    total: str | None = None
    """The column in which it says that it is no child but the sum of those above."""

    @property
    def key(self) -> tuple[str, str] | None:
        """What makes rows one notification: the authority and its own reference."""
        reference = self.values.get(REFERENCE)
        return (self.values.get("authority_code", ""), reference) if reference else None


def read_rows(table: Table) -> list[Read]:
    """The rows with their values."""
    return [_read(number, cells, table.columns) for number, cells in table.rows]


def _read(number: int, cells: Mapping[int, Cell], found: Mapping[int, Column]) -> Read:
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for at, column in found.items():
        try:
            value = value_of(column, cells.get(at))
        except NotThis as fault:
            faults[column.name] = str(fault)
        else:
            if value is not None:
                values[column.name] = value
    return Read(number, values, faults, _total(values))


def _total(values: Mapping[str, Any]) -> str | None:
    """The column with a word for sums, in a row of no authority: names may be such words."""
    words = [name for name, value in values.items() if str(value).strip(" :").casefold() in TOTALS]
    authority = values.get("authority_code")
    return words[0] if words and (authority is None or "authority_code" in words) else None
