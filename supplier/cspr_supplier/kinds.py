"""What a file is, by its content and never by its name; and the text in it, whatever wrote it."""

import codecs
from dataclasses import dataclass
from typing import Literal

from .items import Unreadable

FileKind = Literal["csv", "json", "ndjson", "xlsx"]
FILE_BYTES_MAX = 20 * 1024 * 1024
SAVE_AS = "Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) and send that."
OTHERS = (
    (b"%PDF-", "This is a PDF. Send the table or the data itself, not a print of it."),
    (b"\x89PNG\r\n\x1a\n", "This is a picture. Send the table or the data itself."),
    (b"\xff\xd8\xff", "This is a picture. Send the table or the data itself."),
    (b"{\\rtf", f"This is a text document (RTF). {SAVE_AS}"),
    (b"\x1f\x8b", "This is a compressed file (gzip). Unpack it and send what is in it."),
    (b"Rar!", "This is a compressed file (RAR). Unpack it and send what is in it."),
    (b"7z\xbc\xaf", "This is a compressed file (7z). Unpack it and send what is in it."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"This is an old Excel or Word file (.xls, .doc), or it has a password. {SAVE_AS}",
    ),
)
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UNUSUAL_IN_1252 = bytes.fromhex("81 82 83 84 86 87 88 89 8b 8d 8f 90 98 9b 9d")
"""Unused there, or signs that no name and no sentence has: then another encoding wrote them."""
READ_AS_1252 = (
    "This file was saved in the older Windows encoding (Windows-1252) and was read as that."
    " Save it as CSV UTF-8 another time."
)
READ_AS_UTF16 = (
    "This file was saved as UTF-16 and was read as that. Save it as CSV UTF-8 another time."
)
NOT_TOLD = (
    "It can not be told in which encoding this file was saved, so names in it could be read wrong."
    " In Excel choose Save As, CSV UTF-8 (Comma delimited)."
)


@dataclass(frozen=True)
class Text:
    """The text of a file, and how it was read if that is worth saying."""

    text: str
    note: str = ""


def text_in(content: bytes) -> Text:
    """The text, by its byte-order mark, as UTF-8, as UTF-16, or as Windows-1252 if it is plausible.

    Raises Unreadable for what is no text, or in an encoding that can not be told.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            note = "" if encoding == "utf-8" else READ_AS_UTF16
            return Text(_decoded(content[len(mark) :], encoding), note)
    if unmarked := _utf16_without_mark(content[:4096]):
        return Text(_decoded(content, unmarked), READ_AS_UTF16)
    if b"\x00" in content:
        raise Unreadable(f"This is not a text file. {SAVE_AS}")
    try:
        return Text(content.decode("utf-8"))
    except UnicodeDecodeError:
        return Text(_as_1252(content), READ_AS_1252)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            f"This file says that it is {encoding.upper()}, and is not: it may be damaged. {SAVE_AS}"
        ) from None
    if "\x00" in text:
        raise Unreadable(f"This is not a text file. {SAVE_AS}")
    return text


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16 is told by its empty bytes: every second one of plain English."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = len(head) // 2 * 0.8
    if len(head) < 4 or (even and odd):
        return None
    return "utf-16-le" if odd > most else "utf-16-be" if even > most else None


def _as_1252(content: bytes) -> str:
    if content.translate(None, UNUSUAL_IN_1252) != content:
        raise Unreadable(NOT_TOLD)
    return content.decode("cp1252")


def refuse_others(content: bytes) -> None:
    """Raises Unreadable for an empty, a too large, or another kind of file, saying what it is."""
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("This file is empty.")
    if len(content) > FILE_BYTES_MAX:
        size = FILE_BYTES_MAX // (1024 * 1024)
        raise Unreadable(f"This file is larger than {size} MB. Send it in parts.")
    for start, words in OTHERS:
        if content.startswith(start):
            raise Unreadable(words)


def kind_of_text(text: str) -> FileKind:
    """JSON, lines of JSON or a table; raises Unreadable for a web page."""
    start = text.lstrip()[:200]
    if start.startswith("["):
        return "json"
    if start.startswith("{"):
        return "ndjson"
    if start.startswith("<"):
        raise Unreadable(f"This is a web page or XML, whatever its name says. {SAVE_AS}")
    return "csv"
