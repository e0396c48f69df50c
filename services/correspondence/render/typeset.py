"""Data set in one of the templates; a sign that no font of ours has is replaced, and stops no letter. Pure."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from importlib import resources
from typing import Any, Literal

import typst

from services.correspondence.render.content import Section

Standard = Literal["ua-1", "a-2a", "a-3a"]
NOT_SHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
STAND_IN = "\N{REPLACEMENT CHARACTER}"
"""What a reader sees of it here; the letter on its page and as text has the sign itself."""
ROUNDS_MAX = 10


def typeset(template: str, name: str, data: Any, standards: Sequence[Standard]) -> bytes:
    """The PDF; what people typed goes in as data, by ``name``, and can not become markup."""
    return replaced(template, name, data, standards)[0]


def replaced(
    template: str, name: str, data: Any, standards: Sequence[Standard]
) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and the signs for which ``STAND_IN`` stands in it."""
    gone: list[str] = []
    for _ in range(ROUNDS_MAX):
        try:
            return _compiled(template, name, data, standards), tuple(gone)
        except typst.TypstError as error:
            signs = _not_shown(error.diagnostic)
            if not signs:
                raise
            gone += signs
            data = _without(data, signs)
    return _compiled(template, name, data, standards), tuple(gone)


def tree_of(section: Section) -> dict[str, Any]:
    """A section as a template reads it: each block says of which kind it is."""
    blocks = [{"kind": type(one).__name__.lower(), **asdict(one)} for one in section.blocks]
    return {"heading": section.heading, "blocks": blocks}


def _compiled(template: str, name: str, data: Any, standards: Sequence[Standard]) -> bytes:
    content: bytes = typst.compile(
        (resources.files(__package__) / template).read_bytes(),
        format="pdf",
        sys_inputs={name: json.dumps(data)},
        pdf_standards=list(standards),
        ignore_system_fonts=True,
    )
    return content


def _not_shown(diagnostic: str) -> list[str]:
    """The signs that PDF/UA-1 and PDF/A refuse, the longest first: some are several characters together."""
    found = (
        ESCAPED.sub(lambda code: chr(int(code[1], 16)), one)
        for one in NOT_SHOWN.findall(diagnostic)
    )
    return sorted(set(found), key=len, reverse=True)


def _without(data: Any, signs: Sequence[str]) -> Any:
    if isinstance(data, dict):
        return {name: _without(one, signs) for name, one in data.items()}
    if isinstance(data, (list, tuple)):
        return [_without(one, signs) for one in data]
    if isinstance(data, str):
        for sign in signs:
            data = data.replace(sign, STAND_IN)
    return data
