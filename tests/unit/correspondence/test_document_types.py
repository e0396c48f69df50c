"""What kind a document is, by its content; what is of no kind that is taken is refused in words."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

import pytest

from chassis.errors import Refused
from services.correspondence.document.store import SIZE_BYTES_MAX, check, title_of
from services.correspondence.document.types import INSIDE, OPEN_DOCUMENT


def archive(names: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as writing:
        for name, content in names.items():
            writing.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (rb"{\rtf1 words}", "application/rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "application/msword"),
        ("Chronology: naïve".encode(), "text/plain"),
        *((archive({name: b"<x/>"}), kind) for name, kind in INSIDE),
        *((archive({"mimetype": kind.encode()}), kind) for kind in OPEN_DOCUMENT),
    ],
)
def test_the_content_tells_the_kind(content: bytes, media_type: str) -> None:
    assert check(content) == media_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03", "type"),
        (b"\x7fELF\x02", "type"),
        (b"caf\xe9", "type"),
        (archive({"readme.txt": b"x"}), "type"),
        (archive({"mimetype": b"application/zip"}), "type"),
        (b"PK\x03\x04 not an archive", "type"),
        (archive({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}), "macros"),
        (b"%PDF-" + b"x" * SIZE_BYTES_MAX, "too_large"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check(content)
    assert (refused.value.code, refused.value.field) == (code, "document")
    assert refused.value.reason
    assert refused.value.source


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("C:\\letters\\Review v2.docx", "Review v2.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("", "Document"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_files_name_becomes_a_title(name: str, title: str) -> None:
    assert title_of(name) == title
