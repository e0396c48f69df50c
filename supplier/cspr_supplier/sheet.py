"""One sheet of a workbook: its rows as they are unpacked, cells with the values that were saved."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .cells import Cell, Fault
from .elements import DAMAGED, parser_of
from .grids import Box, Row
from .items import Unreadable

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
DAY_NONE, DAY_NONE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in cells
SERIAL_MAX = 2_958_465
COLUMNS_MAX = 16_384
"""As many as a sheet can have: a row is held until it ends."""


@dataclass
class Shared:
    """What the cells of all sheets refer to: words, formats that are dates, the day before the first."""

    strings: list[str] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    day_none: datetime = DAY_NONE
    hidden: int = 0
    """How many rows with values were hidden, by hand or by a filter."""


class Sheet:
    """One sheet, row by row as it is unpacked."""

    def __init__(self, shared: Shared) -> None:
        """Its cells refer to what its workbook's sheets share."""
        self.merged: list[Box] = []
        self._shared = shared
        self._done: list[Row] = []
        self._cells: dict[int, Cell] = {}
        self._row, self._at = 0, -1
        self._said: dict[str, str] = {}
        self._value: str | None = None
        self._formula = self._hidden = False

    def rows(self, chunks: Iterable[bytes]) -> Iterator[Row]:
        """The rows that hold anything; ``merged`` is whole after the last."""
        parser = parser_of(self._begins, self._ends)
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003
            yield from self._done
            self._done.clear()
        parser.Parse(b"", True)  # noqa: FBT003
        yield from self._done

    def _begins(self, name: str, said: dict[str, str]) -> None:
        if name == "row":
            self._row, self._at, self._cells = int(said.get("r", self._row + 1)), -1, {}
            self._hidden = said.get("hidden") in ("1", "true")
        elif name == "c":
            place = PLACE.fullmatch(said.get("r", ""))
            self._at = _number(place[1]) if place else self._at + 1
            if self._at >= COLUMNS_MAX:
                raise Unreadable(DAMAGED)
            self._said, self._value, self._formula = said, None, False
        elif name == "f":
            self._formula = True
        elif name == "mergeCell":
            self._merge(said["ref"])

    def _ends(self, name: str, words: str) -> None:
        if name == "v":
            self._value = words or None
        elif name == "t":
            self._value = (self._value or "") + words
        elif name == "c":
            cell = self._cell()
            if cell not in (None, ""):
                self._cells[self._at] = cell
        elif name == "row" and self._cells:
            self._done.append((self._row, self._cells))
            self._shared.hidden += self._hidden

    def _cell(self) -> Cell | None:
        value, kind = self._value, self._said.get("t", "n")
        if kind == "e" or (self._formula and value is None and kind != "str"):
            return Fault()  # a formula whose result nobody saved says nothing
        if value is None:
            return None
        if kind == "s":
            return self._shared.strings[int(value)]
        if kind in ("str", "inlineStr", "d"):
            return unescaped(value)
        return value == "1" if kind == "b" else self._of_number(float(value))

    def _of_number(self, number: float) -> Cell:
        style, dates = int(self._said.get("s", "0")), self._shared.dates
        if style < len(dates) and dates[style] and 0 <= number <= SERIAL_MAX:
            return self._shared.day_none + timedelta(days=number)
        return int(number) if number == int(number) else number

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        from_, to = PLACE.fullmatch(first), PLACE.fullmatch(last)
        if from_ and to:
            self.merged.append((int(from_[2]), _number(from_[1]), int(to[2]), _number(to[1])))


def _number(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number - 1


def unescaped(text: str) -> str:
    """The words of a cell: ``_x000D_`` stands for a sign that XML does not hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
