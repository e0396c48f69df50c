"""Whatever the gate lets pass, readers on either side can read: any change, any message, by jsonschema."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.tools.gate import problems
from contracts.tools.schema import WRITTEN

Schema = dict[str, Any]
Change = Callable[[Schema], None]
OLD: Schema = {
    "type": "object",
    "properties": {
        "count": {"type": "integer"},
        "code": {"type": "string", "enum": ["a", "b"]},
        "grows": {"type": "string", "enum": ["a", "other"], "x-open-enum": True},
        "note": {"anyOf": [{"type": "string", "maxLength": 4}, {"type": "null"}], "default": None},
        "many": {"type": "array", "items": {"type": "string", "maxLength": 2}, "maxItems": 2},
        "inner": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "size": {"type": "number"}},
            "required": ["name"],
        },
    },
    "required": ["count", "code"],
    WRITTEN: ["count", "code", "note"],
}


def _field(name: str, **now: Any) -> Change:
    return lambda schema: schema["properties"].__setitem__(name, now)


def _add(name: str, *, required: bool, written: bool) -> Change:
    def change(schema: Schema) -> None:
        schema["properties"][name] = {"type": "boolean"}
        schema["required"] += [name] * required
        schema[WRITTEN] += [name] * written

    return change


def _drop(name: str) -> Change:
    def change(schema: Schema) -> None:
        schema["properties"].pop(name)
        for names in (schema["required"], schema[WRITTEN]):
            names[:] = [one for one in names if one != name]

    return change


def _no_more(key: str, name: str) -> Change:
    return lambda schema: schema[key].remove(name) if name in schema[key] else None


def _require(name: str) -> Change:
    return lambda schema: schema["required"].append(name)


TEXT = {"type": "string", "maxLength": 4}
CHANGES: dict[str, Change] = {
    "an optional field": _add("new", required=False, written=True),
    "a field that is written at times": _add("rare", required=False, written=False),
    "a required field": _add("must", required=True, written=True),
    "note is required": _require("note"),
    "many is required": _require("many"),
    "count is not required": _no_more("required", "count"),
    "note is written at times": _no_more(WRITTEN, "note"),
    "many is gone": _drop("many"),
    "code is gone": _drop("code"),
    "count is text": _field("count", type="string"),
    "count is any number": _field("count", type="number"),
    "count from 0": _field("count", type="integer", minimum=0),
    "code has three": _field("code", type="string", enum=["a", "b", "c"]),
    "code has one": _field("code", type="string", enum=["a"]),
    "code is any text": _field("code", type="string"),
    "grows has grown": _field(
        "grows", type="string", enum=["a", "b", "other"], **{"x-open-enum": True}
    ),
    "note is never null": _field("note", **TEXT, default=None),
    "note is longer": _field(
        "note", anyOf=[{**TEXT, "maxLength": 9}, {"type": "null"}], default=None
    ),
    "note may be a number": _field(
        "note", anyOf=[TEXT, {"type": "null"}, {"type": "integer"}], default=None
    ),
    "many has three": _field("many", type="array", items={**TEXT, "maxLength": 2}, maxItems=3),
    "many of numbers": _field("many", type="array", items={"type": "integer"}, maxItems=2),
    "inner has another name": _field(
        "inner", type="object", properties={"title": {"type": "string"}}, required=["title"]
    ),
    "inner has more": _field(
        "inner",
        type="object",
        properties={
            "name": {"type": "string"},
            "size": {"type": "number"},
            "more": {"type": "string"},
        },
        required=["name"],
    ),
}
HARMLESS = {
    "an optional field",
    "a field that is written at times",
    "note is required",
    "count is not required",
    "grows has grown",
    "inner has more",
}


def changed(names: list[str]) -> Schema:
    schema = deepcopy(OLD)
    for name in names:
        CHANGES[name](schema)
    return schema


def instances(schema: Schema) -> st.SearchStrategy[Any]:
    """What a writer of this schema may write."""
    if "anyOf" in schema:
        return st.one_of([instances(one) for one in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object":
            fields = {name: instances(one) for name, one in schema["properties"].items()}
            always = {*schema.get("required", ()), *schema.get(WRITTEN, ())}
            optional = {name: one for name, one in fields.items() if name not in always}
            return st.fixed_dictionaries({n: fields[n] for n in sorted(always)}, optional=optional)
        case "array":
            return st.lists(instances(schema["items"]), max_size=schema["maxItems"])
        case "string":
            return st.text(max_size=schema.get("maxLength", 12))
        case "integer":
            return st.integers(min_value=schema.get("minimum"))
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case other:
            return st.booleans() if other == "boolean" else st.none()


def as_read(schema: Any) -> Any:
    """A reader takes a value from the future of an open list."""
    if isinstance(schema, list):
        return [as_read(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {k: as_read(v) for k, v in schema.items() if k != "enum" or "x-open-enum" not in schema}


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data(), st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3, unique=True))
def test_what_passes_can_be_read_by_old_and_new(data: st.DataObject, names: list[str]) -> None:
    try:
        new = changed(names)
    except KeyError:  # one change took away what the other would change
        return
    if problems(OLD, new):
        assert not set(names) <= HARMLESS
        return
    jsonschema.validate(data.draw(instances(new)), as_read(OLD))
    jsonschema.validate(data.draw(instances(OLD)), as_read(new))


def test_each_change_by_itself_is_judged_as_a_person_would() -> None:
    assert {name for name in CHANGES if not problems(OLD, changed([name]))} == HARMLESS
