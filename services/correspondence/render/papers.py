"""Papers of a meeting as one tagged PDF (PDF/UA-1 and PDF/A-3a), their documents inside; read offline."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO

import pikepdf

from services.correspondence.render.content import Section
from services.correspondence.render.typeset import tree_of, typeset


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
    """The file."""
    parts = [
        {"title": part.title, "sections": [tree_of(one) for one in part.sections]}
        for part in papers.parts
    ]
    made = typeset("papers.typ", "papers", asdict(papers) | {"parts": parts}, ["ua-1", "a-3a"])
    return _with(made, attachments) if attachments else made


def _with(content: bytes, attachments: Sequence[Attachment]) -> bytes:
    """The file with documents inside; typst takes text alone without writing the documents in clear to a disk."""
    with pikepdf.open(BytesIO(content)) as file:
        for one in attachments:
            file.attachments[one.name] = pikepdf.AttachedFileSpec(
                file,
                one.content,
                filename=one.name,
                description=one.title,
                mime_type=one.media_type,
                relationship=pikepdf.Name.Supplement,
            )
        file.Root.AF = pikepdf.Array(
            file.make_indirect(file.attachments[one.name].obj) for one in attachments
        )
        whole = BytesIO()
        file.save(whole, deterministic_id=True)
    return whole.getvalue()
