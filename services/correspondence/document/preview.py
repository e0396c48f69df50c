"""A document as headings, paragraphs, list items and tables, for a page that anybody can read. Pure.

Of Word documents and plain text alone: of the other kinds nothing reads the order and the headings for certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from services.correspondence.document.types import INSIDE
from services.correspondence.template.docx import W, main_part, words_of

WORD = INSIDE[0][1]
SHOWN = (WORD, "text/plain")
BLOCKS_MAX = 2_000
DEEPEST = 4


@dataclass(frozen=True)
class Block:
    """One piece of a document; ``level`` of a heading: 2 to 4, never deeper than one below the last."""

    kind: Literal["heading", "text", "item", "table"]
    text: str = ""
    level: int = 0
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Preview:
    """The document as far as a page shows it."""

    blocks: Sequence[Block]
    is_whole: bool


def preview(media_type: str, content: bytes) -> Preview | None:
    """The document to be read as a page; None for the kinds of which none is made. Raises Refused."""
    if media_type not in SHOWN:
        return None
    blocks = _of_word(content) if media_type == WORD else _of_text(content)
    found = list(_levelled(one for one in blocks if one.text or one.rows))
    return Preview(found[:BLOCKS_MAX], len(found) <= BLOCKS_MAX)


def _of_text(content: bytes) -> Iterator[Block]:
    text = content.decode(errors="replace").replace("\r\n", "\n")
    for paragraph in text.split("\n\n"):
        yield Block("text", paragraph.strip())


def _of_word(content: bytes) -> Iterator[Block]:
    body = main_part(content).find(f"{W}body")
    yield from _blocks(body) if body is not None else ()


def _blocks(parent: ET.Element) -> Iterator[Block]:
    for node in parent:
        if node.tag == f"{W}p":
            yield _paragraph(node)
        elif node.tag == f"{W}tbl":
            yield Block("table", rows=[_row(row) for row in node.iter(f"{W}tr")])
        elif node.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _blocks(node)


def _paragraph(node: ET.Element) -> Block:
    text, about = "".join(words_of(node)).strip(), node.find(f"{W}pPr")
    style = about.find(f"{W}pStyle") if about is not None else None
    name = style.get(f"{W}val", "") if style is not None else ""
    if name.lower().startswith("heading") and name[-1].isdigit():
        return Block("heading", text, 1 + int(name[-1]))
    listed = about is not None and about.find(f"{W}numPr") is not None
    return Block("item" if listed else "text", text)


def _row(row: ET.Element) -> list[str]:
    return ["".join(words_of(cell)).strip() for cell in row.iter(f"{W}tc")]


def _levelled(blocks: Iterator[Block]) -> Iterator[Block]:
    """Headings that skip no level: who hears the page finds their way by them."""
    last = 1
    for one in blocks:
        if one.kind == "heading":
            last = min(one.level, last + 1, DEEPEST)
            yield Block("heading", one.text, last)
        else:
            yield one
