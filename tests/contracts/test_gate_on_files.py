"""``contracts.tools check`` on a copy of the contracts with something wrong in it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import CATALOGUE
from contracts.tools.check import findings
from contracts.tools.files import HOME, schema_file
from contracts.tools.gate import problems
from contracts.tools.schema import WRITTEN

ENTRY = next(e for e in CATALOGUE if e.model.__name__ == "RapidReviewCancelledV1")
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of everything that was frozen or derived."""
    folder = tmp_path / "contracts"
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "tools"))
    return folder


def _drop(schema: dict[str, Any]) -> None:
    """As if a minor before had said more: the newest has removed it."""
    schema["properties"]["said_before"] = {"type": "string", "x-sensitivity": "case"}


def _narrow(schema: dict[str, Any]) -> None:
    schema["properties"]["basis"] |= {"type": ["string", "integer"]}


def _require_less(schema: dict[str, Any]) -> None:
    schema["required"].remove("basis")
    schema[WRITTEN].remove("basis")


def _unknown(schema: dict[str, Any]) -> None:
    schema["properties"]["basis"]["contentEncoding"] = "base64"


def _retag(schema: dict[str, Any]) -> None:
    schema["properties"]["basis"]["x-sensitivity"] = "text"


BREAKS: dict[str, tuple[Change, str]] = {
    "a field removed": (_drop, "/said_before was removed or renamed"),
    "a type narrowed": (_narrow, "/basis"),
    "a field newly required": (_require_less, "basis is required, and is not always written"),
    "a keyword without a rule": (_unknown, "keyword contentEncoding is not known to the gate"),
    "another sensitivity": (_retag, "/basis: the sensitivity is"),
}


def test_an_untouched_copy_is_sound(home: Path) -> None:
    assert findings(home) == []


@pytest.mark.need("I13")
@pytest.mark.parametrize("what", BREAKS)
def test_a_break_against_a_published_minor_is_refused(home: Path, what: str) -> None:
    change, words = BREAKS[what]
    file = schema_file(ENTRY, home)
    schema = json.loads(file.read_text())
    change(schema)
    file.with_name("v1.00.schema.json").write_text(json.dumps(schema))
    assert [f for f in findings(home) if ENTRY.type in f and words in f]


@pytest.mark.parametrize("name", ["asyncapi.yaml", "index.html"])
def test_a_derived_file_that_is_out_of_date_is_named(home: Path, name: str) -> None:
    (home / name).write_text("old")
    assert findings(home) == [f"{name} is not what the models say: run make contracts"]


def an_object(**basis: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"basis": basis}, "required": ["basis"]}


def test_both_directions_are_looked_at() -> None:
    """Wider breaks who reads the old; narrower breaks who reads what was written before."""
    short, long = (an_object(type="string", maxLength=n) for n in (5, 10))
    assert [p.partition(":")[0] for p in problems(short, long)] == ["a reader of the old"]
    assert [p.partition(":")[0] for p in problems(long, short)] == ["a reader of the new"]
