"""JSON and lines of JSON: each document is a notification, as the HTTPS door takes it."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from .items import Item, Numbered, Unreadable, Wrong

NOT_ONE = "This is not a notification: it must be an object with fields, as in the schema."


def array_items(text: str) -> list[Item]:
    """The notifications of a JSON array; raises Unreadable when it is not JSON."""
    try:
        found = _loaded(text)
    except ValueError as error:
        raise Unreadable(_why(error)) from None
    return [_item(number, one) for number, one in enumerate(found, start=1)]


def object_items(text: str) -> tuple[str, list[Item]]:
    """One JSON document, or one on each line: which of the two, and the notifications.

    A line that is not JSON is wrong by itself; the others are read.
    """
    try:
        return "json", [_item(1, _loaded(text))]
    except ValueError:
        return "ndjson", list(_lines(text))


def _lines(text: str) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _item(number, _loaded(line))
            except ValueError as error:
                yield _bad(number, _why(error))


def _item(number: int, found: Any) -> Item:
    return Item(found, Numbered(number)) if isinstance(found, dict) else _bad(number, NOT_ONE)


def _bad(number: int, reason: str) -> Item:
    return Item({}, Numbered(number), (Wrong(number, "", "", reason),))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two fields with one name one would be lost unseen."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice in one object")
    return found


def _no_number(_word: str) -> NoReturn:
    raise ValueError("it holds NaN or Infinity, which JSON does not have")


def _why(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"This is not JSON: {error.msg.lower()} (line {error.lineno}, column {error.colno})."
    return f"This is not JSON that can be read: {error}."
