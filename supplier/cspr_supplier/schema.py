"""The published schema of a notification, and as much of JSON Schema as it uses."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

OWN = "notification-body.schema.json"
"""Put beside this file when the kit is built; in the project's tree the contract itself is read."""
FROZEN = Path(__file__).parents[2] / "contracts" / "http" / "notify" / "notification-body"
Schema = Mapping[str, Any]
Error = dict[str, str]
SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "default", "x-open-enum"}
FORMS = {"^[0-9]{3}$": "The code of an authority is three digits, as 990."}
MESSAGES = {
    "string": "This must be text.",
    "boolean": "This must be true or false.",
    "object": "This must be an object with fields.",
    "array": "This must be a list.",
    "integer": "This must be a whole number.",
}
KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list, tuple),
    "integer": (int,),
    "null": (type(None),),
}


def newest(folder: Path = FROZEN) -> Path:
    """The newest minor version that is frozen in the project's tree."""
    return max(folder.glob("v1.*.schema.json"), key=lambda file: int(file.name.split(".")[1]))


@lru_cache
def notification() -> Schema:
    """The schema that this copy of the kit checks against."""
    own = resources.files(__package__).joinpath(OWN)
    file = own if own.is_file() else newest()
    found: Schema = json.loads(file.read_text(encoding="utf-8"))
    return found


def version_of(schema: Schema) -> str:
    """``v1.0``, from its address."""
    return str(schema["$id"]).rpartition("/")[2].removesuffix(".schema.json")


def resolved(part: Schema, root: Schema) -> Schema:
    """A part of a schema without its reference, and without "or null"."""
    if "$ref" in part:
        return resolved(root["$defs"][str(part["$ref"]).rpartition("/")[2]], root)
    if "anyOf" in part:
        [kept] = [one for one in part["anyOf"] if one.get("type") != "null"]
        return resolved(kept, root)
    return part


def errors_of(value: Any, part: Schema, root: Schema, pointer: str = "") -> Iterator[Error]:
    """What is wrong with a value, each with its JSON Pointer and a plain reason."""
    nullable = any(one.get("type") == "null" for one in part.get("anyOf", ()))
    if value is None and nullable:
        return
    part = resolved(part, root)
    kind: str = part.get("type", "object")
    right: bool = isinstance(value, KINDS[kind])
    if not right or (kind == "integer" and isinstance(value, bool)):
        yield _error(pointer, MESSAGES[kind])
    elif kind == "object":
        yield from _of_object(value, part, root, pointer)
    elif kind == "array":
        yield from _of_array(value, part, root, pointer)
    elif kind == "string":
        yield from _of_text(value, part, pointer)


def _of_object(value: dict[str, Any], part: Schema, root: Schema, pointer: str) -> Iterator[Error]:
    known = part["properties"]
    for name in part.get("required", ()):
        if name not in value:
            yield _error(f"{pointer}/{name}", "This field is missing.")
    for name, inner in value.items():
        place = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
        if name in known:
            yield from errors_of(inner, known[name], root, place)
        else:
            yield _error(place, "This field is not known; remove it or check its spelling.")


def _of_array(value: list[Any], part: Schema, root: Schema, pointer: str) -> Iterator[Error]:
    if len(value) > part.get("maxItems", len(value)):
        yield _error(pointer, f"At most {part['maxItems']} are accepted here.")
    if len(value) < part.get("minItems", 0):
        yield _error(pointer, f"At least {part['minItems']} is needed here.")
    for number, one in enumerate(value):
        yield from errors_of(one, part["items"], root, f"{pointer}/{number}")


def _of_text(value: str, part: Schema, pointer: str) -> Iterator[Error]:
    if "enum" in part and value not in part["enum"]:
        yield _error(pointer, f"Choose one of: {', '.join(part['enum'])}.")
    if len(value) > part.get("maxLength", len(value)):
        yield _error(pointer, f"This is longer than {part['maxLength']} characters.")
    if len(value.strip()) < part.get("minLength", 0):
        yield _error(pointer, "This must not be empty.")
    if "pattern" in part and not re.search(part["pattern"], value):
        yield _error(
            pointer, FORMS.get(part["pattern"], f"This is not of the form {part['pattern']}.")
        )
    if part.get("format") == "date" and not is_day(value):
        yield _error(pointer, "Give a real date as YYYY-MM-DD.")


def is_day(value: object) -> bool:
    """Whether this is a real day as YYYY-MM-DD."""
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def unknown_words(part: Any) -> set[str]:
    """Words of JSON Schema that stand in a schema and are not understood here."""
    if not isinstance(part, dict):
        return set()
    understood = SAYS_NOTHING | {
        *("$ref", "anyOf", "type", "properties", "required", "additionalProperties", "items"),
        *("minItems", "maxItems", "enum", "minLength", "maxLength", "pattern", "format"),
    }
    inner = [*part.get("anyOf", ()), part.get("items")]
    inner += [*part.get("properties", {}).values(), *part.get("$defs", {}).values()]
    return (set(part) - understood).union(*map(unknown_words, inner))


def _error(pointer: str, reason: str) -> Error:
    return {"pointer": pointer, "reason": reason}
