"""A Word document with named fields: written with what is known, read back whoever has typed in it. Pure.

The fields are content controls: they keep their names while a person edits around them, in Word as in
LibreOffice. What a person adds outside of them is left in the document and is nobody's field.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from chassis.errors import Refused
from services.correspondence.template import docx_parts

RULE = "the optional template: fields are read by their names"
MAIN = "word/document.xml"
XML_BYTES_MAX = 5_000_000
FIELDS_MAX = 1_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKED, EMPTY = "\u2612", "\u2610"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 to 3."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Note:
    """Words between the fields."""

    text: str


@dataclass(frozen=True)
class Field:
    """One field; a ``choice`` holds one of ``options`` (value, words), a ``tick`` "yes" or nothing."""

    name: str
    label: str
    value: str = ""
    kind: Literal["text", "choice", "tick", "fixed"] = "text"
    options: Sequence[tuple[str, str]] = ()


Part = Heading | Note | Field


def written(title: str, parts: Sequence[Part]) -> bytes:
    """The document; the same parts give the same bytes."""
    body = "".join(_part(number, one) for number, one in enumerate(parts, 1))
    files = {**docx_parts.around(escape(title)), MAIN: docx_parts.document(body)}
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name, FIRST_DAY), text)
    return held.getvalue()


def _part(number: int, part: Part) -> str:
    match part:
        case Heading():
            return _paragraph(part.text, f"Heading{part.level}")
        case Note():
            return _paragraph(part.text)
        case Field():
            return _field(number, part)


def _paragraph(text: str, style: str = "Normal") -> str:
    style_xml = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{style_xml}{_run(text)}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(NO_XML.sub("", text))}</w:t></w:r>'


def _field(number: int, field: Field) -> str:
    label = "" if field.kind == "tick" else _paragraph(field.label, "Label")
    names = f"<w:alias w:val={quoteattr(field.label)}/><w:tag w:val={quoteattr(field.name)}/>"
    about = f'<w:sdtPr>{names}<w:id w:val="{number}"/>{_kind(field)}</w:sdtPr>'
    return f"{label}<w:sdt>{about}<w:sdtContent>{_content(field)}</w:sdtContent></w:sdt>"


def _kind(field: Field) -> str:
    match field.kind:
        case "choice":
            items = "".join(
                f"<w:listItem w:displayText={quoteattr(words)} w:value={quoteattr(value)}/>"
                for value, words in field.options
            )
            return f"<w:dropDownList>{items}</w:dropDownList>"
        case "tick":
            state = "1" if field.value else "0"
            return f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
        case "fixed":
            return '<w:lock w:val="sdtContentLocked"/><w:text/>'
        case "text":
            return '<w:text w:multiLine="1"/>'


def _content(field: Field) -> str:
    if field.kind == "tick":
        return _paragraph(f"{TICKED if field.value else EMPTY} {field.label}")
    if field.kind == "choice":
        words = dict(field.options).get(field.value, "")
        return _paragraph(words or " ")
    lines = field.value.replace("\r\n", "\n").split("\n")
    runs = "<w:r><w:br/></w:r>".join(_run(line) for line in lines)
    return f"<w:p>{runs}</w:p>"


def read(content: bytes) -> Mapping[str, str]:
    """Field name to what stands in it; raises Refused for what is no such document."""
    found: dict[str, str] = {}
    for control in _controls(main_part(content)):
        about = control.find(f"{W}sdtPr")
        tag = about.find(f"{W}tag") if about is not None else None
        if about is None or tag is None or len(found) >= FIELDS_MAX:
            continue
        found[tag.get(f"{W}val", "")] = _value(about, control)
    if not found:
        raise Refused("This is not the template: it has no named fields.", RULE, "document", "kind")
    return found


def main_part(content: bytes) -> ET.Element:
    """The text of a Word document as its elements; raises Refused for what is none."""
    refused = Refused("This is not a Word document that can be read.", RULE, "document", "kind")
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(MAIN) as member:
            text = member.read(XML_BYTES_MAX + 1)
    except (BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise refused from None
    if len(text) > XML_BYTES_MAX:
        raise Refused("The document holds too much text.", RULE, "document", "too_large")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise refused
    try:
        return ET.fromstring(text)  # noqa: S314 - no entity is declared: looked at above
    except ET.ParseError:
        raise refused from None


def _controls(root: ET.Element) -> Iterator[ET.Element]:
    return root.iter(f"{W}sdt")


def _value(about: ET.Element, control: ET.Element) -> str:
    content = control.find(f"{W}sdtContent")
    text = "" if content is None else _text(content).strip()
    ticked = about.find(f"{W14}checkbox/{W14}checked")
    if ticked is not None:
        said = ticked.get(f"{W14}val", "0") in ("1", "true") or text.startswith(TICKED)
        return "yes" if said else ""
    listed = about.find(f"{W}dropDownList")
    if listed is not None:
        items = {one.get(f"{W}displayText", ""): one.get(f"{W}value", "") for one in listed}
        return items.get(text, text)
    return text


def _text(content: ET.Element) -> str:
    """What stands in a field; paragraphs and breaks are lines, deleted text of tracked changes is not read."""
    paragraphs = list(content.iter(f"{W}p")) or [content]
    return "\n".join("".join(words_of(one)) for one in paragraphs)


def words_of(paragraph: ET.Element) -> Iterator[str]:
    """The words of a paragraph, its breaks and tabs."""
    for node in paragraph.iter():
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif node.tag == f"{W}tab":
            yield "\t"
