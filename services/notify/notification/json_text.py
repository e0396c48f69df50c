"""Whether a body is JSON that says one thing: UTF-8, each name once, whole characters, not without end."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

FLAWS_MAX = 100
VALUES_MAX = 2000
"""Some ten times what a whole notification of four children holds."""
MARKS = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF8,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""How half a character is written; two of them may be a whole one."""
Flaw = dict[str, str]


class _Twice(dict[str, Any]):
    """An object with the names that stand twice in it: which of two was meant is anybody's guess."""

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        times = Counter(name for name, _ in pairs)
        self.twice = [name for name, number in times.items() if number > 1]


class _Objects:
    """Makes objects of what is read; nearly all have each name once."""

    def __init__(self) -> None:
        self.any_twice = False

    def __call__(self, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        self.any_twice = True
        return _Twice(pairs)


def flaws_of(raw: bytes) -> list[Flaw]:
    """What no reader would agree on, by JSON Pointer; what is no JSON at all is its reader's to name."""
    if raw.startswith(MARKS):
        return [_flaw("", "The body begins with a byte order mark; send plain UTF-8 without one.")]
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return [_flaw("", "The body is not text in UTF-8.")]
    objects = _Objects()
    try:
        read = json.loads(text, object_pairs_hook=objects, parse_int=_number, parse_float=_number)
        if _many(read, text):
            return [_flaw("", f"The body holds more than {VALUES_MAX} values.")]
        if not objects.any_twice and not HALF.search(text):
            return []
        return list(islice(_inside(read, ""), FLAWS_MAX))
    except RecursionError:
        return [_flaw("", "The body is nested too deep.")]
    except ValueError:
        return []


def _number(_written: str) -> int:
    """How large one is, is its field's affair."""
    return 0


def _many(read: Any, text: str) -> bool:
    """Whether it holds more values than are looked at one by one; each but one has a sign before it."""
    if 1 + text.count(",") + text.count("[") + text.count("{") <= VALUES_MAX:
        return False
    waiting, seen = [read], 0
    while waiting and seen <= VALUES_MAX:
        one, seen = waiting.pop(), seen + 1
        if isinstance(one, dict | list):
            waiting.extend(one.values() if isinstance(one, dict) else one)
    return seen > VALUES_MAX


def _inside(value: Any, pointer: str) -> Iterator[Flaw]:
    match value:
        case str() if any("\ud800" <= sign <= "\udfff" for sign in value):
            yield _flaw(pointer, "This holds half a character; send it whole.")
        case dict():
            yield from (
                _flaw(f"{pointer}/{_part(name)}", "This stands twice; send it once.")
                for name in getattr(value, "twice", ())
            )
            for name, one in value.items():
                yield from _inside(one, f"{pointer}/{_part(name)}")
        case list():
            for number, one in enumerate(value):
                yield from _inside(one, f"{pointer}/{number}")


def _part(name: str) -> str:
    """A name in a pointer: cut short, and whole characters alone."""
    whole = name[:100].encode(errors="replace").decode()
    return whole.replace("~", "~0").replace("/", "~1")


def _flaw(pointer: str, reason: str) -> Flaw:
    return {"pointer": pointer, "reason": reason}
