"""``lock.json``: the schema files that are released, each with its SHA-256. They are never written again."""

import hashlib
import json
from pathlib import Path

from contracts.tools.files import as_json


def released(home: Path) -> dict[str, str]:
    """Released schema files, by path below ``home``, with their SHA-256."""
    lock = home / "lock.json"
    known: dict[str, str] = json.loads(lock.read_text()) if lock.exists() else {}
    return known


def is_released(file: Path, home: Path) -> bool:
    """Whether a schema file may no longer change."""
    return file.relative_to(home).as_posix() in released(home)


def release(home: Path) -> int:
    """Add every schema file that is there; how many are frozen now."""
    files = (
        file for kind in ("commands", "events", "http") for file in (home / kind).rglob("v*.json")
    )
    now = {file.relative_to(home).as_posix(): digest(file) for file in files}
    fixed = now | released(home)
    (home / "lock.json").write_text(as_json(dict(sorted(fixed.items()))))
    return len(fixed)


def digest(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def broken(home: Path) -> list[str]:
    """Released files that are not as they were."""
    if not (home / "lock.json").exists():
        return ["lock.json, which lists what is released, is gone"]
    return [
        f"{name} was changed or removed after it was released"
        for name, fixed in released(home).items()
        if not (home / name).exists() or digest(home / name) != fixed
    ]
