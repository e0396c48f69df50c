"""JSON Schemas (2020-12) written from the models."""

from collections.abc import Iterator
from typing import Any

from contracts.catalogue import Entry

DIALECT = "https://json-schema.org/draft/2020-12/schema"
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
        "x-sensitivity",
        "x-open-enum",
    }
)
Schema = dict[str, Any]


def schema_of(entry: Entry) -> Schema:
    """What the producer writes: every field it always sends is required."""
    made = entry.model.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": entry.dataschema, **made}


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
