"""Files that are not what they should be: each has an answer that says what to do."""

import io
import time
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from supplier.cspr_supplier import grids, kinds, xlsx
from supplier.cspr_supplier.cells import (
    FAULTY,
    LOST_DIGITS,
    NO_DATE,
    NO_YEAR,
    NOT_REAL,
    NUMBER_AS_DATE,
    TURNED,
)
from supplier.cspr_supplier.children import NO_REFERENCE
from supplier.cspr_supplier.grids import Grid, Row
from supplier.cspr_supplier.items import Unreadable
from supplier.cspr_supplier.reading import read
from supplier.cspr_supplier.table import table_of
from supplier.cspr_supplier.workbook import written
from tests.support.files import SHARED, a_row, a_table, a_workbook, edited, text_of

SHEET = "xl/worksheets/sheet1.xml"
BOOK = a_workbook(a_row(sender_reference=4471))


def refused(content: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(Unreadable) as found:
        read(content)
    return str(found.value)


def wrong(content: bytes) -> list[str]:
    """What is wrong in a file that is read."""
    return [str(one) for item in read(content).items for one in item.wrong]


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"\n\n  ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file(content: bytes) -> None:
    assert refused(content) == "This file is empty."


def test_headings_and_no_row() -> None:
    assert "no notifications" in refused(text_of([a_row()]).splitlines()[0].encode())
    assert "no notifications" in refused(b"[]")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "This is a PDF."),
        (b"\x89PNG\r\n\x1a\n....", "This is a picture."),
        (b"\xff\xd8\xff\xe0....", "This is a picture."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Excel or Word file"),
        (b"{\\rtf1 hello}", "text document (RTF)"),
        (b"\x1f\x8b\x08....", "compressed file (gzip)"),
        (b"<html><table><tr><td>sender_reference", "This is a web page"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "not a text file"),
        (b"Dear Sir or Madam, please find\nthe details enclosed.", "headings of the template"),
        (zipped(word__document_xml=b"<w/>"), "not an Excel workbook"),
        (zipped(**{"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}), "with macros"),
        (BOOK[:900], "damaged"),
    ],
)
def test_a_file_that_is_something_else(content: bytes, words: str) -> None:
    assert words in refused(content)


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
def test_an_encoding_that_can_not_be_told_is_refused_and_not_read_wrong(encoding: str) -> None:
    content = a_table(a_row(child_family_name="Renée ’Zoë’" if encoding[0] == "m" else "Renée"))
    old = content.decode().encode(encoding, "replace")
    if encoding == "mac_roman":
        old = old.replace(b"\xd5", b"\x90")
    assert refused(old) == kinds.NOT_TOLD


def test_a_byte_order_mark_that_lies() -> None:
    assert "says that it is UTF-8, and is not" in refused(
        b"\xef\xbb\xbf" + "Renée".encode("cp1252")
    )
    assert "says that it is UTF-16-LE" in refused(b"\xff\xfe" + b"\x00\xd8a")


def test_a_million_row_file_is_refused_soon() -> None:
    head, row = text_of([dict.fromkeys(a_row(), "1")]).splitlines()
    began = time.process_time()
    for content in (
        f"{head}\n".encode() + b"1,2,,,,,\n" * 1_000_000,
        b'{"a":1}\n' * 1_000_000,
    ):
        assert "Send it in parts." in refused(content)
    assert time.process_time() - began < 20
    assert "40,000 rows" in refused(f"{head}\n".encode() + f"{row}\n".encode() * 41_000)


def test_more_notifications_than_are_taken_at_once() -> None:
    rows = b"".join(b'{"sender_reference": "%d"}\n' % number for number in range(10_001))
    assert refused(rows) == "This file has more than 10,000 notifications. Send it in parts."


def test_a_file_that_is_too_large() -> None:
    assert "larger than 20 MB" in refused(b"a" * (kinds.FILE_BYTES_MAX + 1))


def test_a_workbook_that_is_a_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "EXPANDED_BYTES_MAX", 5_000_000)
    bomb = edited(BOOK, SHEET, "</sheetData>", f"{' ' * 20_000_000}</sheetData>")
    assert len(bomb) < 100_000
    assert refused(bomb) == xlsx.BOMB
    many = zipped(**{f"xl/p{number}": b"" for number in range(2_001)})
    assert refused(many) == xlsx.BOMB


def test_a_workbook_with_entities_of_its_own() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
    assert refused(edited(BOOK, SHEET, "<worksheet ", lol)) == xlsx.DAMAGED


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_workbook_that_is_not_xml_inside(part: str) -> None:
    assert refused(edited(BOOK, part, ">", "")) == xlsx.DAMAGED


@pytest.mark.parametrize("number", ["1e400", "-1e400", "nan"])
def test_a_workbook_with_a_number_that_is_none(number: str) -> None:
    assert refused(edited(BOOK, SHEET, "<v>4471</v>", f"<v>{number}</v>")) == xlsx.DAMAGED


def test_a_workbook_in_which_merged_cells_lie_over_each_other() -> None:
    boxes = "".join('<mergeCell ref="A2:M3"/>' for _ in range(3))
    merged = f"</sheetData><mergeCells>{boxes}</mergeCells>"
    assert refused(edited(BOOK, SHEET, "</sheetData>", merged)) == grids.OVERLAPPING


def test_a_row_of_more_cells_than_a_sheet_has_columns() -> None:
    row = f"<row>{'<c><v>1</v></c>' * 16_385}</row></sheetData>"
    assert refused(edited(BOOK, SHEET, "</sheetData>", row)) == xlsx.DAMAGED


def test_a_value_without_a_heading_is_told_before_the_rest_is_read() -> None:
    def rows() -> Iterator[Row]:
        yield 1, dict(enumerate(a_row()))
        yield 2, {**dict(enumerate(a_row().values())), 40: "stray"}
        raise AssertionError("the rest is not read")

    with pytest.raises(Unreadable, match="Row 2 has a value in column AO"):
        table_of(Grid("", rows()))


def test_two_sheets_with_notifications() -> None:
    rows = [list(a_row()), list(a_row().values())]
    assert "More than one sheet" in refused(written([("May", rows), ("June", rows)]))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("outline", "outlin", "column G (outlin)"),
        ("child_sex", "dob", "Columns I and J are both child_date_of_birth"),
        ("child_family_name", "", "row 2 has a value in column h, which has no heading"),
        (",child_sex", ",child_address", "These columns are missing: child_sex."),
    ],
)
def test_headings_that_are_not_those_of_the_template(old: str, new: str, words: str) -> None:
    assert words.casefold() in refused(text_of([a_row()]).replace(old, new).encode()).casefold()


def test_a_quotation_mark_that_is_not_closed() -> None:
    text = text_of([a_row(outline='"'), *[a_row(sender_reference=str(n)) for n in range(900)]])
    assert "quotation mark" in refused(text.replace('""""', '"', 1).encode())


@pytest.mark.parametrize(
    ("written_", "reason"),
    [
        ("31/02/2026", NOT_REAL),
        ("2026-02-31", NOT_REAL),
        ("31 February 2026", NOT_REAL),
        ("02/31/2026", NOT_REAL),
        ("26/03/26", NO_YEAR),
        ("26-Mar-26", NO_YEAR),
        ("46107", NUMBER_AS_DATE),
        ("last week", NO_DATE),
        ("#REF!", FAULTY),
    ],
)
def test_a_date_that_is_none_such_as_31_february(written_: str, reason: str) -> None:
    told = [f"Row 2, column C (occurred_on): {reason}"]
    assert wrong(a_table(a_row(occurred_on=written_))) == told


@pytest.mark.parametrize(
    ("name", "written_", "reason"),
    [
        ("child_nhs_number", "9.99E+09", LOST_DIGITS),
        ("child_sex", "boy", "Choose one of: male, female, not_known."),
        ("child_number", "first", "Give a whole number, 1 or more."),
        ("outline", "#N/A", FAULTY),
    ],
)
def test_a_value_that_its_column_does_not_take(name: str, written_: str, reason: str) -> None:
    [told] = wrong(a_table(a_row(**{name: written_})))
    assert told.startswith("Row 2, column ")
    assert told.endswith(f" ({name}): {reason}")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("<v>4471</v>", "<v>46107</v>", TURNED),
        ("<v>4471</v>", "<v>12345678901234567890</v>", LOST_DIGITS),
        ("<v>4471</v>", "<f>A1</f>", FAULTY),
    ],
)
def test_a_reference_that_a_spreadsheet_has_spoilt(old: str, new: str, reason: str) -> None:
    style = 'r="B2" s="1"' if reason is TURNED else 'r="B2"'
    content = edited(edited(BOOK, SHEET, old, new), SHEET, 'r="B2"', style)
    assert wrong(content) == [f"Row 2, column B (sender_reference): {reason}"]


def test_a_cell_with_an_error_of_the_spreadsheet() -> None:
    content = edited(BOOK, SHEET, 'r="B2"><v>4471', 'r="B2" t="e"><v>#REF!')
    assert wrong(content) == [f"Row 2, column B (sender_reference): {FAULTY}"]


def test_a_row_without_a_reference() -> None:
    told = wrong(a_table(a_row(sender_reference="")))
    assert told == [f"Row 2, column B (sender_reference): {NO_REFERENCE}"]


def test_rows_twice() -> None:
    [told] = wrong(a_table(a_row(), a_row()))
    assert told.startswith("Row 3, column B (sender_reference): This row says the same as row 2.")


def test_rows_of_one_notification_that_differ() -> None:
    [told] = wrong(a_table(a_row(), a_row(outline="Other.", child_sex="female")))
    assert (
        told == "Row 3, column G (outline): This is not what row 2 of the same notification says."
    )


def test_the_reason_never_repeats_what_was_written() -> None:
    spoilt: dict[str, Any] = dict.fromkeys(a_row(), "Quillfeather")
    kept = {"sender_reference": "A", **{name: spoilt[name] for name in SHARED[2:]}}
    assert "Quillfeather" not in " ".join(wrong(a_table({**spoilt, **kept})))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"a": 1, "a": 2}', "a field stands twice"),
        ('{"a": NaN}', "NaN or Infinity"),
        ('{"a": 1', "This is not JSON: "),
        ("[1]", "must be an object with fields"),
        ('{"a": ' + "[" * 90_000 + "]" * 90_000 + "}", "nested too deeply"),
        ('{"a": ' + "9" * 5_000 + "}", "This is not JSON that can be read"),
    ],
)
def test_a_line_that_is_wrong_is_alone_in_it(line: str, words: str) -> None:
    book = read(f'{{"sender_reference": "A"}}\n{line}\n{{"sender_reference": "B"}}\n'.encode())
    assert [len(item.wrong) for item in book.items] == [0, 1, 0]
    [told] = book.items[1].wrong
    assert told.row == 2
    assert words in told.reason


def test_an_array_that_is_cut_short() -> None:
    assert refused(b'[{"sender_reference": "A"}, ').startswith("This is not JSON: ")
