"""The locks hold every version with its hashes, and were written from the .in files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==", re.MULTILINE)


def wanted(text: str) -> dict[str, str | None]:
    """Package -> pinned version, of an .in file."""
    found = {}
    for line in text.splitlines():
        if match := re.match(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?(?:==(\S+))?$", line.strip()):
            found[match[1].lower().replace("_", "-")] = match[2]
    return found


def locked(text: str) -> dict[str, str]:
    """Package -> version, of a lock."""
    pairs = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {name.lower().replace("_", "-"): version for name, version in pairs}


def missing(source: str, lock: str) -> list[str]:
    have = locked(lock)
    return [
        name
        for name, version in wanted(source).items()
        if name not in have or (version and have[name] != version)
    ]


@pytest.mark.parametrize("part", ["requirements", "requirements-dev", "bench/peers"])
def test_the_lock_follows_its_source(part: str) -> None:
    source, lock = (ROOT / f"{part}.in").read_text(), (ROOT / f"{part}.lock").read_text()
    assert missing(source, lock) == []
    assert lock.count("--hash=sha256:") >= len(locked(lock))


def test_a_package_that_was_not_locked_is_seen() -> None:
    assert missing("new-thing==1.0\n", "other==2.0 \\\n    --hash=sha256:00\n") == ["new-thing"]
    assert missing("other==3.0\n", "other==2.0 \\\n    --hash=sha256:00\n") == ["other"]


def test_both_locks_agree() -> None:
    run, dev = (
        locked((ROOT / f"{part}.lock").read_text()) for part in ("requirements", "requirements-dev")
    )
    assert {n: v for n, v in run.items() if dev.get(n) != v} == {}
