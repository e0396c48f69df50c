"""The contracts: schemas, samples, tags; each check is seen to fail on a planted fault."""

import json
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalogue import CATALOGUE, Entry
from contracts.envelope import Command
from contracts.tools.__main__ import HOME, derived, findings, schema_file
from contracts.tools.gate import problems
from contracts.tools.samples import data_of
from contracts.tools.schema import schema_of, unknown_keywords

IDS = [entry.type for entry in CATALOGUE]


@pytest.mark.need("I13")
def test_nothing_is_found_wrong() -> None:
    assert findings() == []


def test_types_are_unique_and_named_after_their_owner() -> None:
    assert len(set(IDS)) == len(IDS)
    assert all(e.type.startswith(f"uk.cspr.{e.topic.owner}.") for e in CATALOGUE)


@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
def test_samples_hold_or_fail_as_named(entry: Entry) -> None:
    schema = json.loads(schema_file(entry).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    folder = HOME / entry.folder / "samples"
    for file in folder.glob("v*/*.json"):
        validator.validate(json.loads(file.read_text())["data"])
    for file in (folder / "invalid").glob("*.json"):
        sample = json.loads(file.read_text())
        errors = list(validator.iter_errors(sample["data"]))
        assert errors, file
        paths = {f"/{'/'.join(map(str, e.path))}" for e in errors}
        named = any(sample["fails_at"][1:] in e.message for e in errors)
        assert sample["fails_at"] in paths or named


@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
def test_the_model_reads_its_own_sample(entry: Entry) -> None:
    read = entry.model.model_validate(data_of(entry))
    assert entry.model.model_validate_json(read.model_dump_json()) == read


@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
def test_an_unknown_field_is_ignored_by_readers(entry: Entry) -> None:
    read = entry.model.model_validate({**data_of(entry), "from_the_future": 1})
    assert not hasattr(read, "from_the_future")


def an_object() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "code": {"enum": ["a", "b"], "type": "string"},
            "open": {"enum": ["a", "other"], "type": "string", "x-open-enum": True},
            "note": {"anyOf": [{"type": "string", "maxLength": 10}, {"type": "null"}]},
            "many": {"type": "array", "items": {"type": "integer"}},
        },
        "required": ["id", "code"],
    }


def changed(**changes: Any) -> dict[str, Any]:
    new = deepcopy(an_object())
    new["properties"] |= changes.pop("properties", {})
    for name in changes.pop("without", ()):
        del new["properties"][name]
    return {**new, **changes}


ALLOWED = {
    "an optional field": changed(properties={"new": {"type": "string"}}),
    "a value of an open list": changed(
        properties={"open": {"enum": ["a", "b", "other"], "type": "string", "x-open-enum": True}}
    ),
    "the same": an_object(),
}
REFUSED = {
    "a removed field": changed(without=["note"]),
    "a new required field": changed(
        properties={"new": {"type": "string"}}, required=["id", "code", "new"]
    ),
    "a field no longer required": changed(required=["id"]),
    "another type": changed(properties={"id": {"type": "integer"}}),
    "another format": changed(properties={"id": {"type": "string", "format": "date"}}),
    "a new value of a closed list": changed(
        properties={"code": {"enum": ["a", "b", "c"], "type": "string"}}
    ),
    "a value fewer": changed(properties={"code": {"enum": ["a"], "type": "string"}}),
    "a longer text": changed(
        properties={"note": {"anyOf": [{"type": "string", "maxLength": 20}, {"type": "null"}]}}
    ),
    "a shorter text": changed(
        properties={"note": {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "null"}]}}
    ),
    "no null any more": changed(properties={"note": {"type": "string", "maxLength": 10}}),
    "other items": changed(properties={"many": {"type": "array", "items": {"type": "string"}}}),
    "another tag": changed(
        properties={"id": {"type": "string", "format": "uuid", "x-sensitivity": "case"}}
    ),
    "an unknown keyword": changed(properties={"id": {"type": "string", "not": {"const": "x"}}}),
}


@pytest.mark.parametrize("change", ALLOWED)
def test_the_gate_lets_an_addition_pass(change: str) -> None:
    assert problems(an_object(), ALLOWED[change]) == []


@pytest.mark.need("I13")
@pytest.mark.parametrize("change", REFUSED)
def test_the_gate_refuses_a_break(change: str) -> None:
    assert problems(an_object(), REFUSED[change])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_the_gate_allows_an_old_reader_can_read(data: st.DataObject) -> None:
    new = ALLOWED["an optional field"]
    instance = {
        "id": "0197b1c2-7a00-7000-8000-000000000001",
        "code": data.draw(st.sampled_from(["a", "b"])),
        "note": data.draw(st.none() | st.text(max_size=10)),
        "many": data.draw(st.lists(st.integers())),
        "new": data.draw(st.text()),
    }
    jsonschema.validate(instance, new)
    jsonschema.validate(instance, an_object())


def test_commands_are_imperative_and_only_their_owner_reads_them() -> None:
    commands = [entry for entry in CATALOGUE if issubclass(entry.model, Command)]
    assert commands
    assert all(entry.topic.readers == (entry.topic.owner,) for entry in commands)


def test_no_schema_has_a_keyword_without_a_rule() -> None:
    assert {k for entry in CATALOGUE for k in unknown_keywords(schema_of(entry))} == set()
    assert unknown_keywords({"if": {}}) == {"if"}


def test_every_derived_file_is_committed() -> None:
    assert all(file.exists() for file in derived())
