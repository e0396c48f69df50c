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
    parts = [_filled(letter.banner)] if letter.banner else []
    parts += [_filled(line) for line in letter.withdrawn]
    parts += [letter.sender, letter.date]
    parts.append("\n".join([letter.partnership, *letter.recipients]))
    parts += [
        f"Reference: {letter.reference}",
        letter.salutation,
        letter.title + "\n" + "=" * len(letter.title),
    ]
    for section in letter.sections:
        parts.append(section.heading + "\n" + "-" * len(section.heading))
        parts += [_block(block) for block in section.blocks]
    parts.append("\n".join(letter.closing))
    parts += [_filled(line) for line in letter.small_print]
    return "\n\n".join(parts) + "\n"


def _filled(line: str, first: str = "", rest: str = "") -> str:
    """A line broken at spaces alone, so that no reference is torn apart."""
    return fill(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            lines = block.text.splitlines() or [""]
            number = f"{block.number}. "
            indent = " " * len(number)
            return "\n".join(
                _filled(line, indent if n else number, indent) for n, line in enumerate(lines)
            )
        case Bullets():
            return "\n".join(_filled(item, "   - ", "     ") for item in block.items)
        case Rows():
            rows = [" | ".join(row) for row in (block.header, *block.rows)]
            return "\n".join([f"{block.caption}:", *(_filled(r, "   ", "     ") for r in rows)])
