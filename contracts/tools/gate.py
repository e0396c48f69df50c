"""The compatibility gate: whether readers of one schema can read what writers of another write.

Within a major both directions hold against every published minor; over HTTP the one that occurs. A reader
needs what is ``required``; a writer is held to that, and to what is marked as always written. An unknown
keyword is refused.
"""

from collections.abc import Callable
from typing import Any

from contracts.tools.removed import removed
from contracts.tools.schema import WRITTEN, Direction, Schema, resolve, unknown_keywords

UPPER = ("maxLength", "maxItems", "maximum")
LOWER = ("minLength", "minItems", "minimum")


def problems(old: Schema, new: Schema, direction: Direction = "both") -> list[str]:
    """Why ``new`` may not follow ``old`` within a major; empty when it may."""
    unknown = unknown_keywords(old) | unknown_keywords(new)
    if unknown:
        return [f"keyword {name} is not known to the gate" for name in sorted(unknown)]
    found = []
    if direction != "request":
        found += [f"a reader of the old: {p}" for p in _Comparison(new, old).run()]
    if direction != "response":
        found += [f"a reader of the new: {p}" for p in _Comparison(old, new).run()]
    return found + removed(old, new)


class _Comparison:
    """Everything a writer may write must be readable."""

    def __init__(self, writer: Schema, reader: Schema) -> None:
        self._writer_root, self._reader_root = writer, reader
        self._seen: set[tuple[str, str]] = set()

    def run(self) -> list[str]:
        return self._compare(self._writer_root, self._reader_root, "")

    def _compare(self, writer: Schema, reader: Schema, at: str) -> list[str]:
        if (pair := (writer.get("$ref", ""), reader.get("$ref", ""))) in self._seen:
            return []  # models that hold themselves are compared once on each way
        if not all(pair):
            return self._within(writer, reader, at)
        self._seen.add(pair)
        found = self._within(writer, reader, at)
        self._seen.discard(pair)
        return found

    def _within(self, writer: Schema, reader: Schema, at: str) -> list[str]:
        writer, reader = resolve(writer, self._writer_root), resolve(reader, self._reader_root)
        if "anyOf" in writer or "anyOf" in reader:
            return self._alternatives(writer, reader, at)
        rules: tuple[Callable[[Schema, Schema, str], list[str]], ...] = (
            _types,
            _enums,
            _formats,
            _limits,
            _tags,
            self._fields,
            self._items,
        )
        return [found for rule in rules for found in rule(writer, reader, at)]

    def _alternatives(self, writer: Schema, reader: Schema, at: str) -> list[str]:
        found = _tags(writer, reader, at)
        readers = reader.get("anyOf", [reader])
        for one in writer.get("anyOf", [writer]):
            if all(self._compare(one, other, at) for other in readers):
                found.append(f"{at or '/'}: an alternative that is written can not be read")
        return found

    def _fields(self, writer: Schema, reader: Schema, at: str) -> list[str]:
        always = {*writer.get("required", ()), *writer.get(WRITTEN, ())}
        read = reader.get("properties", {})
        found = [
            f"{at}/{name} is required, and is not always written"
            for name in reader.get("required", ())
            if name not in always
        ]
        for name, field in writer.get("properties", {}).items():
            if name in read:
                found += self._compare(field, read[name], f"{at}/{name}")
                if name not in always and field.get("default") != read[name].get("default"):
                    found.append(f"{at}/{name}: where nothing is written, something else is read")
            elif reader.get("additionalProperties") is False:
                found.append(f"{at}/{name} is written, and the reader takes no field it knows not")
        return found

    def _items(self, writer: Schema, reader: Schema, at: str) -> list[str]:
        if not isinstance(reader.get("items"), dict):
            return []
        return self._compare(writer.get("items", {}), reader["items"], f"{at}/*")


def _types(writer: Schema, reader: Schema, at: str) -> list[str]:
    wanted, given = reader.get("type"), writer.get("type")
    if wanted is None or wanted == given or (wanted, given) == ("number", "integer"):
        return []
    return [f"{at or '/'}: {given or 'anything'} is written where {wanted} is read"]


def _values(schema: Schema) -> set[Any] | None:
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _enums(writer: Schema, reader: Schema, at: str) -> list[str]:
    wanted, given = _values(reader), _values(writer)
    if wanted is None or reader.get("x-open-enum"):
        return []
    if given is None:
        return [f"{at}: any value is written where a closed list is read"]
    return [
        f"{at}: the value {value!r} is not known to the reader" for value in sorted(given - wanted)
    ]


def _formats(writer: Schema, reader: Schema, at: str) -> list[str]:
    return [
        f"{at}: {name} {reader[name]!r} is read, {writer.get(name)!r} is written"
        for name in ("format", "pattern")
        if name in reader and reader[name] != writer.get(name)
    ]


def _limits(writer: Schema, reader: Schema, at: str) -> list[str]:
    above = [n for n in UPPER if n in reader and writer.get(n, float("inf")) > reader[n]]
    below = [n for n in LOWER if n in reader and writer.get(n, float("-inf")) < reader[n]]
    return [
        f"{at}: more is written than {name} {reader[name]} lets be read" for name in above + below
    ]


def _tags(writer: Schema, reader: Schema, at: str) -> list[str]:
    before, after = reader.get("x-sensitivity"), writer.get("x-sensitivity")
    return [] if before == after else [f"{at}: the sensitivity is {after}, and was {before}"]
