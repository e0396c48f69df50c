"""A letter as tagged PDF (PDF/UA-1 and PDF/A-2a); the same letter gives the same bytes."""

import json
from dataclasses import asdict
from importlib import resources
from typing import Any, Literal

import typst

from services.correspondence.render.content import Block, Letter

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def pdf(letter: Letter) -> bytes:
    """The letter's PDF; what people typed goes in as data and can not become markup."""
    template = resources.files(__package__) / "letter.typ"
    compiled: bytes = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"letter": json.dumps(_tree(letter))},
        pdf_standards=list(STANDARDS),
        ignore_system_fonts=True,
    )
    return compiled


def _tree(letter: Letter) -> dict[str, Any]:
    tree = asdict(letter)
    tree["sections"] = [
        {"heading": section.heading, "blocks": [_block(block) for block in section.blocks]}
        for section in letter.sections
    ]
    return tree


def _block(block: Block) -> dict[str, Any]:
    return {"kind": type(block).__name__.lower(), **asdict(block)}
