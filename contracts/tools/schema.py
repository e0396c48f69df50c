"""JSON Schemas (2020-12) written from the models, and the rules every one must keep."""

from collections.abc import Iterator
from typing import Any

from contracts.catalogue import CATALOGUE, Entry

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


def sensitivities(entry: Entry) -> dict[str, str | None]:
    """Field path -> tag, for every field of a message and of what it holds; None where one is missing."""
    root = entry.model.model_json_schema(mode="serialization")
    found: dict[str, str | None] = {}
    _tags(root, root, "", found)
    return found


def _tags(schema: Schema, root: Schema, path: str, found: dict[str, str | None]) -> None:
    for name, field in schema.get("properties", {}).items():
        at = f"{path}/{name}"
        found[at] = field.get("x-sensitivity") or _inner_tag(field, root)
        for part in [field, *field.get("anyOf", ())]:
            full = resolve(part, root)
            _tags(full, root, at, found)
            if isinstance(full.get("items"), dict):
                _tags(resolve(full["items"], root), root, at, found)


def _inner_tag(field: Schema, root: Schema) -> str | None:
    tags = [resolve(part, root).get("x-sensitivity") for part in field.get("anyOf", ())]
    if (named := next((tag for tag in tags if tag), None)) is not None:
        return str(named)
    return None


def misplaced(entries: tuple[Entry, ...] = CATALOGUE) -> list[str]:
    """Fields without a tag, or with one that their topic may not carry."""
    wrong = []
    for entry in entries:
        allowed = {one.value for one in entry.topic.may_carry}
        for path, tag in sensitivities(entry).items():
            if tag is None:
                wrong.append(f"{entry.type}{path} has no sensitivity tag")
            elif tag not in allowed:
                wrong.append(f"{entry.type}{path} is {tag}: {entry.topic.name} may not carry it")
    return wrong
