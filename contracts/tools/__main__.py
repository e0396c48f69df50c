"""``python -m contracts.tools write|check|release``: what is derived from the models, and the gate."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from contracts.tools import lock
from contracts.tools.check import findings
from contracts.tools.files import EVERYTHING, HOME
from contracts.tools.schema import Published
from contracts.tools.write import write as write_files


def write(home: Path = HOME, entries: Sequence[Published] = EVERYTHING) -> int:
    """Write what is derived; 1 when a released schema would have to change."""
    done = write_files(home, entries)
    for line in (*done.to_do, *done.refused):
        print(line)
    print(f"{done.files} files written")
    if done.refused:
        print("A breaking change is a new major: docs/how-to/add-a-fact.md")
    return 1 if done.refused else 0


def check(home: Path = HOME, entries: Sequence[Published] = EVERYTHING) -> int:
    """Print the findings; 1 when there are any."""
    found = findings(home, entries)
    for line in found:
        print(line)
    print(f"{len(entries)} types checked, {len(found)} findings")
    return 1 if found else 0


def release(home: Path = HOME, entries: Sequence[Published] = EVERYTHING) -> int:
    """Freeze every schema that is there; nothing is frozen while something is wrong."""
    if check(home, entries):
        return 1
    print(f"{lock.release(home)} schemas are frozen")
    return 0


VERBS: dict[str, Callable[[], int]] = {"write": write, "check": check, "release": release}

if __name__ == "__main__":
    sys.exit(VERBS[sys.argv[1]]())
