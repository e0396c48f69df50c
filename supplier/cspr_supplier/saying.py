"""How the commands end, and what they say on their way."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .items import Book, Unreadable
from .reading import read

ALL_IN, SOME_REFUSED, WRONG_CALL, UNFINISHED, STOPPED = range(5)
SHOWN_MAX = 20
JSON_ENDINGS = (".json", ".ndjson", ".jsonl")
NOT_JSON = " If it was meant to be JSON, as its name says: JSON begins with [ or {."
THERE_ALREADY = (
    "{} is there already, and is left as it is. Say --force to write over it, or another --out."
)


def told(words: str, code: int) -> int:
    """Say why a command ends so."""
    print(words, file=sys.stderr)
    return code


def counted(many: int, word: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{many:,} {word}" if many == 1 else f"{many:,} {word}s"


def show(lines: Sequence[str], what: str = "more") -> None:
    """The first few on the screen, and how many are left."""
    for one in lines[:SHOWN_MAX]:
        print(one)
    if len(lines) > SHOWN_MAX:
        print(f"... and {len(lines) - SHOWN_MAX} {what}.")


def book_of(path: Path) -> tuple[bytes, Book]:
    """A file and what is in it; says how it was read."""
    content = path.read_bytes()
    try:
        book = read(content)
    except Unreadable as error:
        looks = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        other = path.suffix.casefold() in JSON_ENDINGS and looks not in (b"[", b"{")
        raise Unreadable(f"{error}{NOT_JSON if other else ''}") from None
    for note in book.notes:
        print(note)
    return content, book


def refuse_to_overwrite(paths: Iterable[Path], *, force: bool) -> None:
    """Raises Unreadable for the first file that is there already, unless it may be written over."""
    for path in paths:
        if path.exists() and not force:
            raise Unreadable(THERE_ALREADY.format(path))
