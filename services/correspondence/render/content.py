"""What a letter is before it is HTML, PDF or text: one tree, from which all three are made."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph; partners reply to it by its number."""

    text: str
    number: int = 0


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A small table with a header row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Bullets | Rows


@dataclass(frozen=True)
class Section:
    """A heading with its blocks."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Letter:
    """A whole letter: to a partnership, which is its recipients together; ``withdrawn``: the mark of one that is."""

    title: str
    sender: str
    partnership: str
    recipients: tuple[str, ...]
    date: str
    year_month_day: tuple[int, int, int]
    reference: str
    salutation: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    small_print: tuple[str, ...]
    banner: str | None = None
    withdrawn: tuple[str, ...] = ()


def numbered(letter: Letter) -> Letter:
    """The letter with its paragraphs numbered through."""
    number = 0
    sections = []
    for section in letter.sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                number += 1
                blocks.append(Paragraph(block.text, number))
            else:
                blocks.append(block)
        sections.append(Section(section.heading, tuple(blocks)))
    parts = {**letter.__dict__, "sections": tuple(sections)}
    return Letter(**parts)


def body(letter: Letter) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where each text of the sections stands, and its words: of a table's row those of each cell."""
    for section in letter.sections:
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield f"{section.heading}, paragraph {block.number}", (block.text,)
                case Bullets():
                    yield from ((section.heading, (item,)) for item in block.items)
                case Rows():
                    yield from ((f"{section.heading}, {row[0]}", row[1:]) for row in block.rows)


def words(letter: Letter) -> list[str]:
    """Every line a reader meets, in reading order, for checks of tone and of the three forms."""
    found = [letter.banner or "", *letter.withdrawn]
    found += [letter.sender, letter.date, letter.partnership]
    found += [*letter.recipients, letter.reference, letter.salutation, letter.title]
    for section in letter.sections:
        found.append(section.heading)
        for block in section.blocks:
            match block:
                case Paragraph():
                    found.append(block.text)
                case Bullets():
                    found += block.items
                case Rows():
                    cells = (cell for row in (block.header, *block.rows) for cell in row)
                    found += [block.caption, *cells]
    return [line for line in (*found, *letter.closing, *letter.small_print) if line]
