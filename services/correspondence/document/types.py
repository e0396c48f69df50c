"""What kind a document is, by its content and never by its name."""

from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from chassis.errors import Refused

RULE = "documents are told apart by their content, not by their name"
OFFICE = "application/vnd.openxmlformats-officedocument"
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
)
INSIDE = (
    ("word/document.xml", f"{OFFICE}.wordprocessingml.document"),
    ("xl/workbook.xml", f"{OFFICE}.spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{OFFICE}.presentationml.presentation"),
)
OPEN_DOCUMENT = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)
NAMES_MAX = 5_000
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "text/plain": ".txt",
    INSIDE[0][1]: ".docx",
    INSIDE[1][1]: ".xlsx",
    INSIDE[2][1]: ".pptx",
    OPEN_DOCUMENT[0]: ".odt",
    OPEN_DOCUMENT[1]: ".ods",
}
KINDS_IN_WORDS = "PDF, Word, Excel, PowerPoint, OpenDocument, RTF, PNG, JPEG or plain text"


def media_type_of(content: bytes) -> str:
    """The media type; raises Refused for what is of no kind that is taken."""
    if not content:
        raise Refused("The document is empty.", RULE, "document", "empty")
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    found = _archived(content) if content.startswith(b"PK\x03\x04") else _text(content)
    if found is None:
        raise Refused(f"Send one of these: {KINDS_IN_WORDS}.", RULE, "document", "type")
    return found


def _text(content: bytes) -> str | None:
    if content.translate(None, CONTROL) != content:
        return None
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return "text/plain"


def _archived(content: bytes) -> str | None:
    """Office and OpenDocument files are archives; their list of names tells which."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _kind_of(archive.namelist()[:NAMES_MAX], lambda: _said(archive))
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError):
        return None


def _kind_of(names: list[str], said: Callable[[], str]) -> str | None:
    if any(name.rpartition("/")[2].casefold() == "vbaproject.bin" for name in names):
        reason = "Documents with macros are not taken. Save it without macros, or as PDF."
        raise Refused(reason, RULE, "document", "macros")
    for name, media_type in INSIDE:
        if name in names:
            return media_type
    kind = said() if "mimetype" in names else ""
    return kind if kind in OPEN_DOCUMENT else None


def _said(archive: ZipFile) -> str:
    with archive.open("mimetype") as member:
        return member.read(200).decode("ascii", "replace").strip()
