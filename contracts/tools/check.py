"""All that can be wrong with the contracts, found from the files and the models."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contracts.catalogue import Entry
from contracts.tools.files import (
    EVERYTHING,
    SCHEMAS,
    derived,
    minor_of,
    schema_file,
    schema_files,
)
from contracts.tools.gate import problems
from contracts.tools.lock import broken, is_released
from contracts.tools.schema import Published, schema_of, unknown_keywords
from contracts.tools.tags import misplaced

WORDS_OF_A_SCHEMA = ("title", "description", "$id")


def findings(home: Path, entries: Sequence[Published] = EVERYTHING) -> list[str]:
    """All that is wrong, in the order in which it should be mended."""
    return [
        *misplaced(tuple(one for one in entries if isinstance(one, Entry))),
        *_keywords(entries),
        *broken(home),
        *_minors(home, entries),
        *_stale(home, entries),
        *_strays(home, entries),
        *_gate(home, entries),
    ]


def _keywords(entries: Sequence[Published]) -> list[str]:
    return [
        f"{entry.type}: keyword {name} is not known to the gate"
        for entry in entries
        for name in sorted(unknown_keywords(schema_of(entry)))
    ]


def _minors(home: Path, entries: Sequence[Published]) -> list[str]:
    """The newest schema there is must be the one that the catalogue names."""
    found = []
    for entry in entries:
        newest = [minor_of(file) for file in schema_files(entry, home)][-1:]
        if newest and newest[0] > entry.minor:
            found.append(f"{entry.type}: put minor={newest[0]} into its line of the catalogue")
    return found


def _stale(home: Path, entries: Sequence[Published]) -> list[str]:
    locked = {schema_file(e, home): e for e in entries if is_released(schema_file(e, home), home)}
    return [
        f"{file.relative_to(home)} is not what the models say: run make contracts"
        for file, content in derived(home, entries).items()
        if (not says_the_same(file, content) if file in locked else not _equal(file, content))
    ]


def _equal(file: Path, content: str) -> bool:
    return file.exists() and file.read_text() == content


def says_the_same(file: Path, content: str) -> bool:
    """Whether a released schema says what the model does; the words that explain it may be better now."""
    return file.exists() and _rules(json.loads(file.read_text())) == _rules(json.loads(content))


def _rules(node: Any, *, names: bool = False) -> Any:
    """A schema without the words that explain it; ``names``: the keys are of fields, not keywords."""
    if isinstance(node, list):
        return [_rules(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _rules(value, names=not names and key in ("properties", "$defs"))
        for key, value in node.items()
        if names or key not in WORDS_OF_A_SCHEMA
    }


def _strays(home: Path, entries: Sequence[Published]) -> Iterator[str]:
    known = {home / entry.folder for entry in entries}
    for kind in ("commands", "events", "http"):
        for file in sorted((home / kind).rglob(SCHEMAS)):
            if file.parent in known:
                continue
            name = file.relative_to(home)
            why = "was released, and its type has left the catalogue"
            yield f"{name} {why if is_released(file, home) else 'belongs to no type: delete it'}"


def _gate(home: Path, entries: Sequence[Published]) -> list[str]:
    found = []
    for entry in entries:
        new = schema_of(entry)
        found += [
            f"{entry.type}: {name} is reserved"
            for name in entry.reserved
            if name in new["properties"]
        ]
        for file in schema_files(entry, home):
            old = json.loads(file.read_text())
            wrong = problems(old, new, entry.direction)
            found += [f"{entry.type} against {file.name}: {p}" for p in wrong]
    return found
