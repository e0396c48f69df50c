"""A letter as plain text."""

from textwrap import fill

from services.correspondence.render.content import (
    Block,
    Bullets,
    Letter,
    Paragraph,
    Rows,
)

WIDTH = 78


def text(letter: Letter) -> str:
    """The letter in lines of at most 78 characters."""
    parts = [letter.banner] if letter.banner else []
    parts += [letter.sender, letter.date, "To: " + "; ".join(letter.recipients)]
    parts += [f"Reference: {letter.reference}", letter.title.upper()]
    for section in letter.sections:
        parts.append(section.heading + "\n" + "-" * len(section.heading))
        parts += [_block(block) for block in section.blocks]
    parts.append("\n".join(letter.closing))
    parts += [fill(line, WIDTH) for line in letter.small_print]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            lines = block.text.splitlines() or [""]
            first = fill(f"{block.number}. {lines[0]}", WIDTH, subsequent_indent="   ")
            rest = [
                fill(line, WIDTH, initial_indent="   ", subsequent_indent="   ")
                for line in lines[1:]
            ]
            return "\n".join([first, *rest])
        case Bullets():
            return "\n".join(
                fill(f"- {item}", WIDTH, initial_indent="   ", subsequent_indent="     ")
                for item in block.items
            )
        case Rows():
            rows = [" | ".join(row) for row in (block.header, *block.rows)]
            wrapped = [fill(row, WIDTH, subsequent_indent="     ") for row in rows]
            return "\n".join([f"{block.caption}:", *(f"   {row}" for row in wrapped)])
