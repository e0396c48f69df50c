"""Grids of cells: what a CSV file, or each sheet of a workbook, is before anyone knows its columns."""

import csv
import io
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .cells import Cell
from .columns import column_named
from .items import Unreadable

Row = tuple[int, dict[int, Cell]]
"""Its number in the file, from 1, and its cells by column, from 0; empty cells are left out."""
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column of merged cells."""
DELIMITERS = (",", ";", "\t", "|")
CELL_CHARS_MAX = 40_000
LOOK_CHARS = 20_000
OVERLAPPING = "Merged cells of this workbook lie over each other. Open it in Excel, save it again, and send that."


def _none_merged() -> Sequence[Box]:
    return ()


@dataclass(frozen=True)
class Grid:
    """Rows as they come; ``merged`` may be asked once they have all come."""

    name: str
    rows: Iterator[Row]
    merged: Callable[[], Sequence[Box]] = _none_merged


def grid_of_text(text: str) -> tuple[Grid, str]:
    """The grid of a CSV file, and by what its columns are parted."""
    delimiter = max(DELIMITERS, key=lambda one: (_headings(text, one), one == ","))
    return Grid("", _rows(text, delimiter)), delimiter


def _headings(text: str, delimiter: str) -> int:
    """How many headings are known in the best of the first rows."""
    head = io.StringIO(text[:LOOK_CHARS], newline="")
    best = 0
    try:
        for number, row in enumerate(csv.reader(head, delimiter=delimiter)):
            best = max(best, sum(1 for cell in row if cell and column_named(cell[:200])))
            if number > 20:
                break
    except csv.Error:
        pass
    return best


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(CELL_CHARS_MAX)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise Unreadable(_why(number, str(error))) from None
        if row is None:
            return
        yield number, {at: cell for at, cell in enumerate(row) if cell.strip()}


def _why(number: int, error: str) -> str:
    if "field larger" in error:
        return (
            f"A cell in row {number} has more than {CELL_CHARS_MAX} characters. A quotation mark that"
            " is not closed has this effect."
        )
    return f"Row {number} is not CSV: {error}."


def filled(rows: Sequence[Row], boxes: Sequence[Box], columns: Mapping[int, object]) -> None:
    """Give every cell of a merged box the value of its first, where a row and a column are; raises Unreadable."""
    numbers, by_number = [number for number, _ in rows], dict(rows)
    left_over = len(rows) * len(columns)
    for top, left, bottom, right in boxes:
        cell = by_number.get(top, {}).get(left)
        if cell is None:
            continue
        within = [at for at in columns if left <= at <= right]
        covered = rows[bisect_left(numbers, top) : bisect_right(numbers, bottom)] if within else ()
        left_over -= len(covered) * len(within)
        if left_over < 0:  # no spreadsheet merges a cell twice (ECMA-376 part 1, 18.3.1.55)
            raise Unreadable(OVERLAPPING)
        for _, cells in covered:
            for at in within:
                cells.setdefault(at, cell)
