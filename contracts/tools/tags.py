"""Which field may travel where: every value has a tag its topic may carry, and free text is sealed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from contracts.catalogue import CATALOGUE, Entry
from contracts.envelope import JWE, WORDS_CHARS_MAX, Command, Sensitivity
from contracts.tools.schema import Schema, resolve, schema_of

FORMATS = ("date", "date-time", "uuid")
ORDER = [one.value for one in Sensitivity]  # from open to identity
A_STORY = "Her mother, who was nineteen, told the ward of it."


@dataclass(frozen=True)
class Value:
    """One thing that a message may hold: its path, the strictest tag around it, its schema."""

    path: str
    tag: str | None
    schema: Schema


def values(root: Schema) -> Iterator[Value]:
    """Every value below ``root``, whatever lists, alternatives and references it stands in."""
    yield from _fields(root, root, "", ())


def _fields(schema: Schema, root: Schema, path: str, seen: tuple[str, ...]) -> Iterator[Value]:
    for name, field in schema.get("properties", {}).items():
        yield from _values(field, root, Value(f"{path}/{name}", None, {}), seen)


def _values(schema: Schema, root: Schema, at: Value, seen: tuple[str, ...]) -> Iterator[Value]:
    if (name := schema.get("$ref")) in seen:
        return  # a model that holds itself was read once on this way
    seen = (*seen, name) if name else seen
    full = resolve(schema, root)
    here = Value(at.path, _strictest(at.tag, full.get("x-sensitivity")), full)
    inner = [*full.get("anyOf", ())]
    if isinstance(full.get("items"), dict):
        inner.append(full["items"])
    for one in inner:
        yield from _values(one, root, here, seen)
    if not inner and full.get("type") != "null":
        yield here
    yield from _fields(full, root, at.path, seen)


def _strictest(*tags: str | None) -> str | None:
    return max((tag for tag in tags if tag), key=ORDER.index, default=None)


def sensitivities(root: Schema) -> dict[str, str]:
    """Field path -> its tags in words, for people."""
    found: dict[str, list[str]] = {}
    for value in values(root):
        tags = found.setdefault(value.path, [])
        tags += [tag for tag in [value.tag or "none"] if tag not in tags]
    return {path: ", ".join(tags) for path, tags in found.items()}


def misplaced(entries: tuple[Entry, ...] = CATALOGUE) -> list[str]:
    """Values without a tag, with one that their topic may not carry, or with free text unsealed."""
    wrong = []
    for entry in entries:
        allowed = {one.value for one in entry.topic.may_carry}
        typed = issubclass(entry.model, Command)
        for value in values(schema_of(entry)):
            if value.tag is None:
                wrong.append(f"{entry.type}{value.path} has no sensitivity tag")
            elif value.tag not in allowed:
                where = f"{entry.topic.name} may not carry it"
                wrong.append(f"{entry.type}{value.path} is {value.tag}: {where}")
            elif (why := unsealed(value, typed=typed)) is not None:
                wrong.append(f"{entry.type}{value.path} {why}")
    return list(dict.fromkeys(wrong))


def unsealed(value: Value, *, typed: bool = False) -> str | None:
    """Why a value could carry text that erasure does not reach; ``typed``: a person fills it in."""
    schema = value.schema
    if value.tag == Sensitivity.TEXT:
        return None if schema.get("pattern") == JWE else "is text, and not Sealed"
    if "enum" in schema or "const" in schema:
        return None
    if "type" not in schema:
        return "may hold anything: say what it is"
    pattern = schema.get("pattern")
    bounded = (
        (pattern is not None and not re.search(pattern, A_STORY))
        or schema.get("format") in FORMATS
        or (not typed and schema.get("maxLength", WORDS_CHARS_MAX + 1) <= WORDS_CHARS_MAX)
    )
    if schema["type"] != "string" or bounded:
        return None
    return "may hold free text: make it Sealed, a Token, a code list, or Words that no person types"
