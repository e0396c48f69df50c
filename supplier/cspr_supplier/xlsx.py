"""A workbook (.xlsx) as grids, with nothing but the standard library: values alone, within limits."""

import posixpath
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from .elements import DAMAGED, End, Start, parser_of
from .grids import Grid
from .items import Unreadable
from .sheet import DAY_NONE_1904, Shared, Sheet, unescaped

EXPANDED_BYTES_MAX = 150 * 1024 * 1024
ENTRIES_MAX = 2_000
CHUNK_BYTES = 64 * 1024
WORKBOOK = "xl/workbook.xml"
PASSWORD = "This workbook has a password. Save it without one."  # noqa: S105 - no password
BOMB = (
    "This workbook is far larger inside than a table of notifications can be. Copy the rows into a new"
    " workbook."
)
MACROS = "Workbooks with macros are not taken. Save it as an Excel workbook (.xlsx) without them."
NO_WORKBOOK = "This is not an Excel workbook, whatever its name says: send .xlsx or CSV."
BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
BESIDE_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass
class Workbook:
    """An open workbook: its sheets, and what their cells refer to."""

    archive: ZipFile
    sheets: Sequence[tuple[str, str]] = ()
    names: list[str] = field(default_factory=list)
    shared: Shared = field(default_factory=Shared)
    expanded: int = 0

    def grids(self) -> Iterator[Grid]:
        """The sheets that are shown, read as they are asked for."""
        for name, part in self.sheets:
            sheet = Sheet(self.shared)
            yield Grid(name, sheet.rows(self.chunks(part)), lambda sheet=sheet: sheet.merged)  # type: ignore[misc]

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part; raises Unreadable once the whole is larger than a table can be."""
        with self.archive.open(self._own_name(part)) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                self.expanded += len(chunk)
                if self.expanded > EXPANDED_BYTES_MAX:
                    raise Unreadable(BOMB)
                yield chunk

    def _own_name(self, part: str) -> str:
        """A part as the archive writes it: large and small letters are one (ECMA-376 part 2, 6.2.2.3)."""
        names = self.archive.namelist()
        same = (name for name in names if name.casefold() == part.casefold())
        return part if part in names else next(same, "")

    def parse(self, part: str, start: Start, text: End | None = None) -> None:
        """Tell of each element as it begins and, with ``text``, of each as it ends with its words."""
        if self._own_name(part):
            parser = parser_of(start, text or (lambda _name, _words: None))
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
    except (
        BadZipFile,
        expat.ExpatError,
        zlib.error,
        EOFError,
        LookupError,
        ValueError,
        OverflowError,
    ):
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
    parts: dict[str, str] = {}
    listed: list[tuple[str, str, bool]] = []

    def relation(name: str, said: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", said["Target"]))[1:]
            targets[said["Id"]] = parts[posixpath.basename(said["Type"])] = target

    def sheet(name: str, said: dict[str, str]) -> None:
        if name == "sheet":
            id_ = next(value for key, value in said.items() if key.rpartition(":")[2] == "id")
            listed.append((said["name"], id_, said.get("state", "visible") == "visible"))
        elif name == "workbookPr" and said.get("date1904") in ("1", "true"):
            workbook.shared.day_none = DAY_NONE_1904

    workbook.parse("xl/_rels/workbook.xml.rels", relation)
    workbook.parse(WORKBOOK, sheet)
    workbook.names = [name for name, _, _ in listed]
    workbook.sheets = [(name, targets[id_]) for name, id_, shown in listed if shown]
    _read_strings(workbook, parts.get("sharedStrings", ""))
    _read_formats(workbook, parts.get("styles", ""))


def _read_strings(workbook: Workbook, part: str) -> None:
    parts: list[str] = []

    def ends(name: str, words: str) -> None:
        if name == "t":
            parts.append(words)
        elif name == "si":
            workbook.shared.strings.append(unescaped("".join(parts)))
            parts.clear()
        elif name == "rPh":  # how it is pronounced
            parts.pop()

    workbook.parse(part, lambda _name, _said: None, ends)


def _read_formats(workbook: Workbook, part: str) -> None:
    custom: dict[int, str] = {}
    inside: list[str] = []

    def begins(name: str, said: dict[str, str]) -> None:
        if name in ("cellXfs", "cellStyleXfs"):
            inside.append(name)
        elif name == "numFmt":
            custom[int(said["numFmtId"])] = said["formatCode"]
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            number = int(said.get("numFmtId", "0"))
            workbook.shared.dates.append(
                number in BUILT_IN_DATES or is_date_format(custom.get(number))
            )

    workbook.parse(part, begins)


def is_date_format(code: str | None) -> bool:
    """Whether a number format shows a day: it has a year, or a day, outside its quoted parts."""
    bare = BESIDE_FORMAT.sub("", code or "").casefold().partition(";")[0]
    return "general" not in bare and any(sign in bare for sign in "yd")
