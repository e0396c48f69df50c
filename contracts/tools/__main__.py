"""``python -m contracts.tools write|check|release``: what is derived from the models, and the gate."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from contracts.catalogue import CATALOGUE, Entry
from contracts.envelope import kebab
from contracts.tools import asyncapi, samples
from contracts.tools.gate import problems
from contracts.tools.schema import schema_of, unknown_keywords
from contracts.tools.tags import misplaced

HOME = Path(__file__).resolve().parents[1]
LOCK = HOME / "lock.json"


def schema_file(entry: Entry, home: Path = HOME) -> Path:
    """The file of the newest minor."""
    major = kebab(entry.model.__name__)[1]
    return home / entry.folder / f"v{major}.{entry.minor}.schema.json"


def derived(home: Path = HOME) -> dict[Path, str]:
    """Every file that is written from the models."""
    files: dict[Path, str] = {}
    for entry in CATALOGUE:
        folder = home / entry.folder
        file = schema_file(entry, home)
        version = file.name.removesuffix(".schema.json")
        files[file] = _json(schema_of(entry))
        files[folder / "samples" / version / "made-up.json"] = _json(samples.valid(entry))
        for name, sample in samples.invalid(entry).items():
            files[folder / "samples" / "invalid" / f"{name}.json"] = _json(sample)
    files[home / "asyncapi.yaml"] = yaml.safe_dump(asyncapi.document(), sort_keys=False, width=100)
    files[home / "index.html"] = asyncapi.index()
    return files


def _json(content: Any) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def released(home: Path = HOME) -> dict[str, str]:
    """Released schema files, by path below contracts/, with their SHA-256."""
    lock = home / "lock.json"
    known: dict[str, str] = json.loads(lock.read_text()) if lock.exists() else {}
    return known


def write() -> int:
    """Write what is derived; a released file is never written again."""
    fixed = released()
    written = 0
    for file, content in derived().items():
        if str(file.relative_to(HOME)) in fixed:
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text() != content:
            file.write_text(content)
            written += 1
    print(f"{written} files written")
    return 0


def release() -> int:
    """Freeze the newest schema of each type."""
    fixed = released()
    for entry in CATALOGUE:
        file = schema_file(entry)
        fixed.setdefault(str(file.relative_to(HOME)), _digest(file))
    LOCK.write_text(_json(dict(sorted(fixed.items()))))
    print(f"{len(fixed)} schemas are frozen")
    return 0


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def findings(home: Path = HOME) -> list[str]:
    """All that is wrong with the contracts, in the order in which it should be mended."""
    return [*misplaced(), *_keywords(), *_frozen(home), *_stale(home), *_gate(home)]


def _keywords() -> list[str]:
    return [
        f"{entry.type}: keyword {name} is not known to the gate"
        for entry in CATALOGUE
        for name in sorted(unknown_keywords(schema_of(entry)))
    ]


def _frozen(home: Path) -> list[str]:
    return [
        f"{name} was changed after it was released"
        for name, digest in released(home).items()
        if not (home / name).exists() or _digest(home / name) != digest
    ]


def _stale(home: Path) -> list[str]:
    return [
        f"{file.relative_to(home)} is not what the models say: run make contracts"
        for file, content in derived(home).items()
        if not file.exists() or file.read_text() != content
    ]


def _gate(home: Path) -> list[str]:
    found = []
    for entry in CATALOGUE:
        new = schema_of(entry)
        found += [
            f"{entry.type}: {name} is reserved"
            for name in entry.reserved
            if name in new["properties"]
        ]
        for file in sorted((home / entry.folder).glob("v*.schema.json")):
            old = json.loads(file.read_text())
            found += [f"{entry.type} against {file.name}: {p}" for p in problems(old, new)]
    return found


def check() -> int:
    """Print the findings; 1 when there are any."""
    found = findings()
    for line in found:
        print(line)
    print(f"{len(CATALOGUE)} types checked, {len(found)} findings")
    return 1 if found else 0


VERBS: dict[str, Callable[[], int]] = {"write": write, "check": check, "release": release}

if __name__ == "__main__":
    sys.exit(VERBS[sys.argv[1]]())
