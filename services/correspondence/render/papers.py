"""Papers of a meeting as one tagged PDF (PDF/UA-1 and PDF/A-3a), their documents inside; read offline."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any, Literal

import typst

from services.correspondence.render.content import Block, Section

STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]


@dataclass(frozen=True)
class Part:
    """A chapter: one case, or the meeting itself."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Attachment:
    """A document that goes inside the file, under a name of our own."""

    name: str
    media_type: str
    title: str
    content: bytes


@dataclass(frozen=True)
class Papers:
    """All of it; ``lead``: lines below the title; ``mark``: how it is to be kept; ``part_a_page``: each begins one."""

    title: str
    sender: str
    date: str
    year_month_day: tuple[int, int, int]
    lead: tuple[str, ...]
    parts: tuple[Part, ...]
    mark: str = "OFFICIAL-SENSITIVE"
    banner: str | None = None
    part_a_page: bool = False


def pdf(papers: Papers, attachments: Sequence[Attachment] = ()) -> bytes:
    """The file; what people typed goes in as data and can not become markup."""
    template = (resources.files(__package__) / "papers.typ").read_bytes()
    files = {one.name: one.content for one in attachments}
    inside = [{"name": a.name, "type": a.media_type, "title": a.title} for a in attachments]
    several_files: Any = typst.compile  # its stub does not know that several may come
    compiled: bytes = several_files(
        {"main": template, **files},
        format="pdf",
        sys_inputs={"papers": json.dumps({**_tree(papers), "attachments": inside})},
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=True,
    )
    return compiled


def _tree(papers: Papers) -> dict[str, Any]:
    tree = asdict(papers)
    tree["parts"] = [
        {"title": part.title, "sections": [_section(one) for one in part.sections]}
        for part in papers.parts
    ]
    return tree


def _section(section: Section) -> dict[str, Any]:
    return {"heading": section.heading, "blocks": [_block(one) for one in section.blocks]}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **asdict(block)}
