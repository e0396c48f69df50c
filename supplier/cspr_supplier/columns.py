"""The columns of a table of notifications, from the published schema: one row is one child."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .items import AREA, AREAS, CHILD, CHILDREN, POSITIONS
from .schema import Schema, notification, resolved

Kind = Literal["text", "code", "coded", "date", "flag", "list", "number"]
Level = Literal["notification", "child", "positions", "other_areas"]
CHILD_NUMBER = "child_number"
REFERENCE = "sender_reference"
ALIASES = {
    "la_code": "authority_code",
    "local_authority_code": "authority_code",
    "your_reference": REFERENCE,
    "our_reference": REFERENCE,
    "case_reference": REFERENCE,
    "surname": "child_family_name",
    "last_name": "child_family_name",
    "forename": "child_given_names",
    "forenames": "child_given_names",
    "first_name": "child_given_names",
    "first_names": "child_given_names",
    "dob": "child_date_of_birth",
    "birth_date": "child_date_of_birth",
    "nhs_no": "child_nhs_number",
    "gender": "child_sex",
}


@dataclass(frozen=True)
class Column:
    """One column: ``prefix`` and ``field`` are where its value goes, within its ``level``."""

    name: str
    level: Level
    field: str
    kind: Kind
    required: bool = False
    allowed: Sequence[str] = ()
    prefix: str = ""
    pattern: str = ""
    longest: int | None = None

    @property
    def title(self) -> str:
        """As a person reads it."""
        words = self.name.replace("_", " ").replace("nhs ", "NHS ")
        return words[0].upper() + words[1:]


@lru_cache
def columns() -> Mapping[str, Column]:
    """Every column by name, in the template's order."""
    root = notification()
    return {one.name: one for one in (*_of_notification(root), *_of_child(root))}


def _of_notification(root: Schema) -> Iterator[Column]:
    for name, part in root["properties"].items():
        found = resolved(part, root)
        if name == CHILDREN:
            continue
        if name == POSITIONS:
            yield from _of_positions(found, root)
        elif name == AREAS:
            for number in range(found["maxItems"]):
                yield from _of_list(found, root, "other_areas", f"{AREA}{number + 1}_")
        elif found.get("type") == "object":
            for inner, its in found["properties"].items():
                field = f"{name}.{inner}"
                yield _column(f"{name}_{inner}", "notification", field, its, root)
        else:
            must = name in root["required"] or name == REFERENCE
            yield _column(name, "notification", name, part, root, required=must)


def _of_positions(part: Schema, root: Schema) -> Iterator[Column]:
    partners = resolved(resolved(part["items"], root)["properties"]["partner"], root)["enum"]
    for partner in partners:
        for one in _of_list(part, root, "positions", f"{partner}_"):
            if one.field != "partner":
                yield one


def _of_list(part: Schema, root: Schema, level: Level, prefix: str) -> Iterator[Column]:
    for name, inner in resolved(part["items"], root)["properties"].items():
        yield _column(prefix + name, level, name, inner, root, prefix=prefix)


def _of_child(root: Schema) -> Iterator[Column]:
    child = resolved(root["properties"][CHILDREN]["items"], root)
    yield Column(CHILD_NUMBER, "child", "", "number")
    for name, part in child["properties"].items():
        yield _column(CHILD + name, "child", name, part, root, required=name in child["required"])


def _column(
    name: str,
    level: Level,
    field: str,
    part: Schema,
    root: Schema,
    *,
    required: bool = False,
    prefix: str = "",
) -> Column:
    found = resolved(part, root)
    one = resolved(found["items"], root) if found["type"] == "array" else found
    return Column(
        name,
        level,
        field,
        _kind({**part, **found}),
        required,
        tuple(one.get("enum", ())),
        prefix,
        one.get("pattern", ""),
        one.get("maxLength"),
    )


def _kind(part: Schema) -> Kind:
    if part["type"] in ("array", "boolean", "integer"):
        kinds: Mapping[str, Kind] = {"array": "list", "boolean": "flag", "integer": "number"}
        return kinds[part["type"]]
    if part.get("format") == "date":
        return "date"
    if "enum" in part:
        return "code"
    return "coded" if isinstance(part.get("default"), str) else "text"


def column_named(heading: str) -> Column | None:
    """The column that a heading means, however it is written."""
    word = re.sub(r"[^a-z0-9]+", "_", heading.casefold().replace("'s", "")).strip("_")
    known = columns()
    return known.get(word) or known.get(ALIASES.get(word, "")) or known.get(CHILD + word)


def letter(number: int) -> str:
    """The letter of a column, counted from 0, as spreadsheets name it."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
