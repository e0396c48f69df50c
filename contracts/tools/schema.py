"""JSON Schemas (2020-12) written from the models."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from contracts.catalogue import Entry
from contracts.http_catalogue import HttpEntry

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WRITTEN = "x-always-written"
KNOWN = frozenset(
    {
        "$schema",
        "$id",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "items",
        "anyOf",
        "enum",
        "const",
        "default",
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minimum",
        "maximum",
        "additionalProperties",
        "x-sensitivity",
        "x-open-enum",
        WRITTEN,
    }
)
Schema = dict[str, Any]
Published = Entry | HttpEntry
Direction = Literal["both", "request", "response"]


@cache
def schema_of(entry: Published) -> Schema:
    """What a reader needs is ``required``; what the writer, when it is us, always writes is marked."""
    made = entry.model.model_json_schema(mode="validation")
    if entry.ours:
        _mark(made, entry.model.model_json_schema(mode="serialization"))
    return {"$schema": DIALECT, "$id": entry.dataschema, **made}


def _mark(made: Schema, written: Schema) -> None:
    names = made.get("$defs", {})
    pairs = [(names[name], one) for name, one in written.get("$defs", {}).items() if name in names]
    for reader, writer in [(made, written), *pairs]:
        if "required" in writer:
            reader[WRITTEN] = writer["required"]


def walk(schema: Schema) -> Iterator[Schema]:
    """Every schema inside a schema."""
    yield schema
    for name in ("$defs", "properties"):
        for inner in schema.get(name, {}).values():
            yield from walk(inner)
    for inner in schema.get("anyOf", ()):
        yield from walk(inner)
    if isinstance(schema.get("items"), dict):
        yield from walk(schema["items"])


def unknown_keywords(schema: Schema) -> set[str]:
    """Keywords that the gate has no rule for: they are refused, not ignored."""
    return {name for inner in walk(schema) for name in inner if name not in KNOWN}


def resolve(schema: Schema, root: Schema) -> Schema:
    """The schema behind a ``$ref``, with what stands beside the reference."""
    if "$ref" not in schema:
        return schema
    target: Schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    beside = {name: value for name, value in schema.items() if name != "$ref"}
    return {**resolve(target, root), **beside}
