"""The contracts: schemas, samples, tags; each check is seen to fail on a planted fault."""

import json

import jsonschema
import pytest

from contracts.catalogue import CATALOGUE, Entry
from contracts.envelope import Body, Command
from contracts.http_catalogue import HTTP
from contracts.tools.check import findings
from contracts.tools.files import EVERYTHING, HOME, derived, schema_file
from contracts.tools.samples import data_of
from contracts.tools.schema import Published, schema_of, unknown_keywords
from deploy.unconnected import all_services

IDS = [entry.type for entry in CATALOGUE]


@pytest.mark.need("I13")
def test_nothing_is_found_wrong() -> None:
    assert findings(HOME) == []


def test_types_are_unique_and_named_after_their_owner() -> None:
    assert len(set(IDS)) == len(IDS)
    assert all(e.type.startswith(f"uk.cspr.{e.topic.owner}.") for e in CATALOGUE)


@pytest.mark.parametrize("entry", EVERYTHING, ids=[entry.type for entry in EVERYTHING])
def test_samples_hold_or_fail_as_named(entry: Published) -> None:
    schema = json.loads(schema_file(entry).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    folder = HOME / entry.folder / "samples"
    for file in folder.glob("v*/*.json"):
        sample = json.loads(file.read_text())
        validator.validate(sample["data"] if isinstance(entry, Entry) else sample)
    for file in (folder / "invalid").glob("*.json"):
        sample = json.loads(file.read_text())
        errors = list(validator.iter_errors(sample["data"]))
        assert errors, file
        paths = {f"/{'/'.join(map(str, e.path))}" for e in errors}
        named = any(sample["fails_at"][1:] in e.message for e in errors)
        assert sample["fails_at"] in paths or named


@pytest.mark.parametrize("entry", EVERYTHING, ids=[entry.type for entry in EVERYTHING])
def test_the_model_reads_its_own_sample(entry: Published) -> None:
    read = entry.model.model_validate(data_of(entry))
    assert entry.model.model_validate_json(read.model_dump_json()) == read


@pytest.mark.parametrize("entry", CATALOGUE, ids=IDS)
def test_an_unknown_field_is_ignored_by_readers(entry: Entry) -> None:
    read = entry.model.model_validate({**data_of(entry), "from_the_future": 1})
    assert not hasattr(read, "from_the_future")


@pytest.mark.need("I13")
def test_every_http_body_is_frozen_by_itself_or_within_another() -> None:
    all_services()
    frozen = {name for one in HTTP for name in schema_of(one).get("$defs", {})}
    frozen |= {one.model.__name__ for one in HTTP}
    strict = [one for one in Body.__subclasses__() if not one.__module__.startswith("tests.")]
    assert strict
    assert {one.__name__ for one in strict} <= frozen
    assert {one.__module__.partition(".")[0] for one in strict} == {"contracts"}


def test_commands_are_imperative_and_only_their_owner_reads_them() -> None:
    commands = [entry for entry in CATALOGUE if issubclass(entry.model, Command)]
    assert commands
    assert all(entry.topic.readers == (entry.topic.owner,) for entry in commands)


def test_no_schema_has_a_keyword_without_a_rule() -> None:
    assert {k for entry in CATALOGUE for k in unknown_keywords(schema_of(entry))} == set()
    assert unknown_keywords({"if": {}}) == {"if"}


def test_every_derived_file_is_committed() -> None:
    assert all(file.exists() for file in derived(HOME))
