"""A Word document or plain text as a page: in its order, its headings without a gap."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from chassis.errors import Refused
from services.correspondence.document.preview import BLOCKS_MAX, WORD, Block, preview
from services.correspondence.document.types import media_type_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, before: str = "") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        text = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def paragraph(text: str, about: str = "") -> str:
    return f"<w:p><w:pPr>{about}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def heading(level: int, text: str) -> str:
    return paragraph(text, f'<w:pStyle w:val="Heading{level}"/>')


def test_a_word_document_keeps_its_order_and_its_headings_skip_no_level() -> None:
    cells = "".join(f"<w:tc>{paragraph(one)}</w:tc>" for one in ("Day", "Who"))
    content = word(
        heading(1, "Chronology")
        + heading(3, "May")
        + paragraph("A visit &lt;b&gt;")
        + paragraph("One", "<w:numPr/>")
        + paragraph("")
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + f"<w:sdt><w:sdtContent>{paragraph('In a field')}</w:sdtContent></w:sdt>"
        + "<w:p><w:del><w:r><w:delText>Taken out</w:delText></w:r></w:del></w:p>"
    )
    assert media_type_of(content) == WORD
    shown = preview(WORD, content)
    assert shown
    assert shown.is_whole
    assert list(shown.blocks) == [
        Block("heading", "Chronology", 2),
        Block("heading", "May", 3),
        Block("text", "A visit <b>"),
        Block("item", "One"),
        Block("table", rows=[["Day", "Who"]]),
        Block("text", "In a field"),
    ]


def test_plain_text_is_its_paragraphs() -> None:
    shown = preview("text/plain", b"One\nline\r\n\r\n\r\nTwo")
    assert shown
    assert [one.text for one in shown.blocks] == ["One\nline", "Two"]


def test_a_long_one_says_that_it_goes_on() -> None:
    shown = preview("text/plain", b"x\n\n" * (BLOCKS_MAX + 1))
    assert shown
    assert (len(shown.blocks), shown.is_whole) == (BLOCKS_MAX, False)


@pytest.mark.parametrize("kind", ["application/pdf", "application/rtf", "image/png"])
def test_of_other_kinds_no_page_is_made(kind: str) -> None:
    assert preview(kind, b"%PDF-1.7") is None


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 broken", word("<w:p>"), word("", '<!DOCTYPE x [<!ENTITY a "b">]>')],
    ids=["no archive", "no XML", "an entity"],
)
def test_what_can_not_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        preview(WORD, content)
