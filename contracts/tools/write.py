"""Writing what is derived. A released schema is never written again: the next minor stands beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from contracts.tools.check import says_the_same
from contracts.tools.files import EVERYTHING, as_json, derived, samples_of, schema_file
from contracts.tools.gate import problems
from contracts.tools.lock import is_released
from contracts.tools.schema import Published, schema_of


@dataclass(frozen=True)
class Written:
    """How many files were written, what a person must do now, and what was refused."""

    files: int
    to_do: tuple[str, ...]
    refused: tuple[str, ...]


def write(home: Path, entries: Sequence[Published] = EVERYTHING) -> Written:
    """Write every file that may be written."""
    files, to_do, refused = derived(home, entries), [], []
    for entry in entries:
        file = schema_file(entry, home)
        if not is_released(file, home):
            continue
        content = files.pop(file)
        if not file.exists() or says_the_same(file, content):
            continue  # check says when a released file is gone
        own = samples_of(entry, home)
        files = {name: text for name, text in files.items() if name not in own}
        wrong = problems(json.loads(file.read_text()), schema_of(entry), entry.direction)
        if wrong:
            refused += [f"{entry.type} against {file.name}, which is released: {p}" for p in wrong]
            continue
        files |= _next_minor(entry, home)
        to_do.append(
            f"{entry.type}: {file.name} is released, so minor {entry.minor + 1} was written"
            f" beside it: put minor={entry.minor + 1} into its line of the catalogue"
        )
    return Written(_save(files), tuple(to_do), tuple(refused))


def _next_minor(entry: Published, home: Path) -> dict[Path, str]:
    after = replace(entry, minor=entry.minor + 1)
    return {schema_file(after, home): as_json(schema_of(after)), **samples_of(after, home)}


def _save(files: dict[Path, str]) -> int:
    fresh = {f: text for f, text in files.items() if not f.exists() or f.read_text() != text}
    for file, content in fresh.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return len(fresh)
