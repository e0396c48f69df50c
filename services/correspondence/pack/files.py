"""A pack as files: a tagged PDF, and a table with the meaning of its columns. Pure; the same pack, the same bytes."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from chassis.web.words import day
from services.correspondence.pack.domain import NONE, SECTIONS, Entry, Pack
from services.correspondence.render import papers
from services.correspondence.render.content import Block, Paragraph, Section
from services.correspondence.render.papers import Papers, Part

DICTIONARY = (
    ("section", "Which part of the pack it belongs to", "one of the sections of the pack"),
    ("title", "What it is called", "words"),
    ("words", "What it says, in short or in full", "words; several lines are possible"),
    ("address", "Where it stands in full", "a web address, or empty"),
    ("date", "Since when it holds, or when it was published or held", "YYYY-MM-DD, or empty"),
    ("themes", "The themes that it names", "codes of the theme vocabulary, separated by spaces"),
)
MADE_UP = "Made-up data: no child, family or case named here exists."
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pdf(pack: Pack, sender: str, *, made_up: bool) -> bytes:
    """The pack to print and to keep."""
    theme = f"Theme: {pack.theme}." if pack.theme else "All themes."
    return papers.pdf(
        Papers(
            title=pack.title,
            sender=sender,
            date=day(pack.on),
            year_month_day=(pack.on.year, pack.on.month, pack.on.day),
            lead=(f"For: {pack.role}. {theme}", pack.lead),
            parts=(Part("In this pack", tuple(_sections(pack))),),
            mark="OFFICIAL",
            banner=MADE_UP if made_up else None,
        )
    )


def _sections(pack: Pack) -> Iterable[Section]:
    for code, entries in pack.sections:
        blocks = [Paragraph(_written(one)) for one in entries]
        yield Section(SECTIONS[code], _or_none(blocks, code))


def _or_none(blocks: Sequence[Block], code: str) -> tuple[Block, ...]:
    return tuple(blocks) or (Paragraph(NONE[code]),)


def _written(entry: Entry) -> str:
    on = f" ({day(entry.on)})" if entry.on else ""
    return "\n".join(one for one in (f"{entry.title}{on}", entry.words, entry.address) if one)


def table(pack: Pack) -> str:
    """The entries as CSV (RFC 4180)."""
    rows = [
        (
            SECTIONS[one.section],
            one.title,
            one.words,
            one.address,
            one.on.isoformat() if one.on else "",
            " ".join(one.themes),
        )
        for one in pack.entries
    ]
    return written([name for name, *_ in DICTIONARY], rows)


def dictionary() -> str:
    """What each column of the table means."""
    return written(("column", "meaning", "values"), DICTIONARY)


def written(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of which no cell is taken for a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def files(pack: Pack, sender: str, *, made_up: bool) -> Mapping[str, bytes]:
    """All of them under their names; of made-up data a name says so."""
    mark = "made-up-" if made_up else ""
    return {
        f"{mark}pack.pdf": pdf(pack, sender, made_up=made_up),
        f"{mark}pack.csv": table(pack).encode("utf-8-sig"),
        "pack-dictionary.csv": dictionary().encode("utf-8-sig"),
    }
