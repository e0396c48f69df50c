"""A workbook (.xlsx) as grids, with nothing but the standard library: values alone, within limits."""

import posixpath
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from .cells import Cell, Fault
from .grids import Box, Grid, Row
from .items import Unreadable

EXPANDED_BYTES_MAX = 150 * 1024 * 1024
ENTRIES_MAX = 2_000
CHUNK_BYTES = 64 * 1024
WORKBOOK = "xl/workbook.xml"
DAMAGED = "This workbook is damaged. Open it in Excel, save it again, and send that."
PASSWORD = "This workbook has a password. Save it without one."  # noqa: S105 - no password
BOMB = (
    "This workbook is far larger inside than a table of notifications can be. Copy the rows into a new"
    " workbook."
)
MACROS = "Workbooks with macros are not taken. Save it as an Excel workbook (.xlsx) without them."
NO_WORKBOOK = "This is not an Excel workbook, whatever its name says: send .xlsx or CSV."
BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
BESIDE_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
DAY_NONE, DAY_NONE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - no zone in cells
SERIAL_MAX = 2_958_465
Start = Callable[[str, dict[str, str]], None]


@dataclass
class Workbook:
    """An open workbook: its sheets, and what their cells refer to."""

    archive: ZipFile
    sheets: Sequence[tuple[str, str]] = ()
    names: list[str] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    day_none: datetime = DAY_NONE
    expanded: int = 0

    def grids(self) -> Iterator[Grid]:
        """The sheets that are shown, read as they are asked for."""
        for name, part in self.sheets:
            sheet = Sheet(self)
            yield Grid(name, sheet.rows(part), lambda sheet=sheet: sheet.merged)  # type: ignore[misc]

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part; raises Unreadable once the whole is larger than a table can be."""
        with self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                self.expanded += len(chunk)
                if self.expanded > EXPANDED_BYTES_MAX:
                    raise Unreadable(BOMB)
                yield chunk

    def parse(
        self, part: str, start: Start, text: Callable[[str, str], None] | None = None
    ) -> None:
        """Tell of each element as it begins and, with ``text``, of each as it ends with its words."""
        if part in self.archive.namelist():
            parser = _parser(start, text or (lambda _name, _words: None))
            for chunk in self.chunks(part):
                parser.Parse(chunk, False)  # noqa: FBT003 - positional in expat
            parser.Parse(b"", True)  # noqa: FBT003


@contextmanager
def open_workbook(content: bytes) -> Iterator[Workbook]:
    """The workbook in ``content``; raises Unreadable, also for what is found wrong while it is open."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse(archive)
            workbook = Workbook(archive)
            _read_parts(workbook)
            yield workbook
    except RuntimeError as error:  # what zipfile says of an encrypted part
        raise Unreadable(PASSWORD if "encrypted" in str(error) else DAMAGED) from None
    except (BadZipFile, expat.ExpatError, zlib.error, KeyError, ValueError, IndexError, EOFError):
        raise Unreadable(DAMAGED) from None


def _refuse(archive: ZipFile) -> None:
    names = archive.namelist()
    if len(names) > ENTRIES_MAX:
        raise Unreadable(BOMB)
    if any(posixpath.basename(name).casefold() == "vbaproject.bin" for name in names):
        raise Unreadable(MACROS)
    if WORKBOOK not in names:
        raise Unreadable(NO_WORKBOOK)


def _read_parts(workbook: Workbook) -> None:
    """The workbook's own list of sheets, its shared words, and which formats are dates."""
    targets: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []

    def relation(name: str, said: dict[str, str]) -> None:
        if name == "Relationship":
            targets[said["Id"]] = posixpath.normpath(posixpath.join("/xl", said["Target"]))[1:]

    def sheet(name: str, said: dict[str, str]) -> None:
        if name == "sheet":
            id_ = next(value for key, value in said.items() if key.rpartition(":")[2] == "id")
            listed.append((said["name"], id_, said.get("state", "visible") == "visible"))
        elif name == "workbookPr" and said.get("date1904") in ("1", "true"):
            workbook.day_none = DAY_NONE_1904

    workbook.parse("xl/_rels/workbook.xml.rels", relation)
    workbook.parse(WORKBOOK, sheet)
    workbook.names = [name for name, _, _ in listed]
    workbook.sheets = [(name, targets[id_]) for name, id_, shown in listed if shown]
    _read_strings(workbook)
    _read_formats(workbook)


def _read_strings(workbook: Workbook) -> None:
    parts: list[str] = []

    def ends(name: str, words: str) -> None:
        if name == "t":
            parts.append(words)
        elif name == "si":
            workbook.strings.append(_unescaped("".join(parts)))
            parts.clear()
        elif name == "rPh":  # how it is pronounced
            parts.pop()

    workbook.parse("xl/sharedStrings.xml", lambda _name, _said: None, ends)


def _read_formats(workbook: Workbook) -> None:
    custom: dict[int, str] = {}
    inside: list[str] = []

    def begins(name: str, said: dict[str, str]) -> None:
        if name in ("cellXfs", "cellStyleXfs"):
            inside.append(name)
        elif name == "numFmt":
            custom[int(said["numFmtId"])] = said["formatCode"]
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            number = int(said.get("numFmtId", "0"))
            workbook.dates.append(number in BUILT_IN_DATES or is_date_format(custom.get(number)))

    workbook.parse("xl/styles.xml", begins)


def is_date_format(code: str | None) -> bool:
    """Whether a number format shows a day: it has a year, or a day, outside its quoted parts."""
    bare = BESIDE_FORMAT.sub("", code or "").casefold().partition(";")[0]
    return "general" not in bare and any(sign in bare for sign in "yd")


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Sheet:
    """One sheet, row by row as it is unpacked."""

    def __init__(self, workbook: Workbook) -> None:
        """Its cells refer to the workbook's words and formats."""
        self.merged: list[Box] = []
        self._workbook = workbook
        self._done: list[Row] = []
        self._cells: dict[int, Cell] = {}
        self._row, self._at = 0, -1
        self._said: dict[str, str] = {}
        self._value: str | None = None
        self._formula = False

    def rows(self, part: str) -> Iterator[Row]:
        """The rows that hold anything; ``merged`` is whole after the last."""
        parser = _parser(self._begins, self._ends)
        for chunk in self._workbook.chunks(part):
            parser.Parse(chunk, False)  # noqa: FBT003
            yield from self._done
            self._done.clear()
        parser.Parse(b"", True)  # noqa: FBT003
        yield from self._done

    def _begins(self, name: str, said: dict[str, str]) -> None:
        if name == "row":
            self._row, self._at, self._cells = int(said.get("r", self._row + 1)), -1, {}
        elif name == "c":
            place = PLACE.fullmatch(said.get("r", ""))
            self._at = _number(place[1]) if place else self._at + 1
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

    def _cell(self) -> Cell | None:
        value, kind = self._value, self._said.get("t", "n")
        if kind == "e" or (self._formula and value is None and kind != "str"):
            return Fault()  # a formula whose result nobody saved says nothing
        if value is None:
            return None
        if kind == "s":
            return self._workbook.strings[int(value)]
        if kind in ("str", "inlineStr", "d"):
            return _unescaped(value)
        return value == "1" if kind == "b" else self._of_number(float(value))

    def _of_number(self, number: float) -> Cell:
        style, dates = int(self._said.get("s", "0")), self._workbook.dates
        if style < len(dates) and dates[style] and 0 <= number <= SERIAL_MAX:
            return self._workbook.day_none + timedelta(days=number)
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


def _parser(start: Start, end: Callable[[str, str], None]) -> expat.XMLParserType:
    """Tells names without their prefix, and the words of innermost elements; knows no entities."""
    parser, words = expat.ParserCreate(), list[str]()

    def begins(name: str, said: dict[str, str]) -> None:
        words.clear()
        start(name.rpartition(":")[2], said)

    def ends(name: str) -> None:
        end(name.rpartition(":")[2], "".join(words))
        words.clear()

    def refuse(*_given: object) -> None:
        raise Unreadable(DAMAGED)

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.CharacterDataHandler = words.append
    parser.StartDoctypeDeclHandler = refuse
    return parser
