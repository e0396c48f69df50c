"""What is released stays: written beside, never over; on a copy of the contracts, with planted models."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import CATALOGUE, Entry
from contracts.envelope import Case, Fact, Token
from contracts.http_catalogue import HTTP
from contracts.review.rapid_review import RapidReviewCancelledV1
from contracts.tools.__main__ import check, release, write
from contracts.tools.check import findings
from contracts.tools.files import EVERYTHING, HOME, schema_file
from contracts.tools.lock import released
from contracts.topics import REVIEW_CASE

NOW = next(entry for entry in CATALOGUE if entry.model is RapidReviewCancelledV1)
OTHERS = tuple(entry for entry in EVERYTHING if entry is not NOW)


def planted(base: type[Fact], about: str = "", **fields: Any) -> Entry:
    """The type as somebody changed its model; ``minor`` 0, as it was."""
    space: dict[str, Any] = {"__module__": __name__, "__doc__": about or base.__doc__}
    space["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    space |= {name: value for name, (_, value) in fields.items() if value is not ...}
    return Entry(type("RapidReviewCancelledV1", (base,), space), REVIEW_CASE)


MORE = planted(RapidReviewCancelledV1, asked_by=(Case[Token | None], None))
BREAKS = planted(RapidReviewCancelledV1, asked_by=(Case[Token], ...))
BETTER_WORDS = planted(RapidReviewCancelledV1, about="Said better.")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of the contracts' files, of which everything is released."""
    folder = tmp_path / "contracts"
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "tools"))
    (folder / "lock.json").write_text("{}\n")
    assert release(folder) == 0
    return folder


def first(home: Path) -> Path:
    return schema_file(NOW, home)


@pytest.mark.need("I13")
def test_a_release_freezes_every_schema_and_nothing_else(home: Path) -> None:
    there = {file.relative_to(home).as_posix() for file in home.rglob("*.schema.json")}
    assert set(released(home)) == there, "earlier minors stay released"
    assert there >= {entry.file for entry in EVERYTHING}
    assert findings(home) == []
    before = (home / "lock.json").read_text()
    assert release(home) == 0
    assert (home / "lock.json").read_text() == before


def test_nothing_is_released_while_something_is_wrong(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (home / "lock.json").read_text()
    assert release(home, (*OTHERS, BREAKS)) == 1
    assert (home / "lock.json").read_text() == before
    assert "is required" in capsys.readouterr().out


@pytest.mark.need("I13")
def test_a_break_is_not_written_over_what_is_released(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = first(home).read_text()
    assert write(home, (*OTHERS, BREAKS)) == 1
    assert "/asked_by is required, and is not always written" in capsys.readouterr().out
    assert first(home).read_text() == before
    assert list(first(home).parent.glob("*.json")) == [first(home)]
    assert [f for f in findings(home, (*OTHERS, BREAKS)) if "/asked_by is required" in f]


@pytest.mark.need("I13")
def test_an_addition_is_written_beside_as_the_next_minor(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = first(home).read_text()
    assert write(home, (*OTHERS, MORE)) == 0
    assert "v1.0.schema.json is released, so minor 1 was written beside" in capsys.readouterr().out
    assert first(home).read_text() == before
    told = f"{NOW.type}: put minor=1 into its line of the catalogue"
    assert told in findings(home, (*OTHERS, MORE))
    entries = (*OTHERS, replace(MORE, minor=1))
    write(home, entries)
    assert [f for f in findings(home, entries) if NOW.folder in f or NOW.type in f] == []
    new = json.loads((home / NOW.folder / "v1.1.schema.json").read_text())
    assert new["$id"].endswith("/v1.1.schema.json")
    assert (home / NOW.folder / "samples" / "v1.1" / "made-up.json").exists()


def test_an_unreleased_minor_may_still_change_and_a_released_one_not(home: Path) -> None:
    entries = (*OTHERS, replace(MORE, minor=1))
    other = replace(planted(MORE.model, said_by=(Case[Token | None], None)), minor=1)
    file = schema_file(other, home)
    write(home, entries)
    write(home, (*OTHERS, other))
    assert "said_by" in file.read_text()
    release(home, (*OTHERS, other))
    assert file.relative_to(home).as_posix() in released(home)
    assert write(home, entries) == 1
    assert "said_by" in file.read_text()


def test_words_that_explain_may_become_better_without_a_new_minor(home: Path) -> None:
    before = first(home).read_text()
    assert write(home, (*OTHERS, BETTER_WORDS)) == 0
    assert first(home).read_text() == before
    assert check(home, (*OTHERS, BETTER_WORDS)) == 0


@pytest.mark.need("I13")
def test_a_released_file_can_not_be_edited_or_removed(home: Path) -> None:
    file = first(home)
    wrong = f"{NOW.file} was changed or removed after it was released"
    kept = file.read_text()
    file.write_text(kept.replace("Case", "case ", 1) + " ")
    assert wrong in findings(home)
    file.unlink()
    assert wrong in findings(home)
    write(home)
    assert wrong in findings(home) or file.read_text() == kept


def test_a_released_type_can_not_leave_the_catalogue(home: Path) -> None:
    assert f"{NOW.file} was released, and its type has left the catalogue" in findings(home, OTHERS)


def test_a_schema_of_no_type_is_named(home: Path) -> None:
    stray = home / "events" / "review" / "forgotten" / "v1.0.schema.json"
    stray.parent.mkdir(parents=True)
    stray.write_text("{}")
    assert f"{stray.relative_to(home)} belongs to no type: delete it" in findings(home)


def test_a_lock_that_is_gone_is_missed(home: Path) -> None:
    (home / "lock.json").unlink()
    assert "lock.json, which lists what is released, is gone" in findings(home)


def test_http_bodies_are_frozen_too(home: Path) -> None:
    assert {entry.file for entry in HTTP} <= set(released(home))
