"""``python -m services.review.legal write|check``: the pages below ``docs/states`` and the tables say the same."""

import sys
from collections.abc import Callable
from pathlib import Path

from services.review.legal.pages import pages

HOME = Path(__file__).resolve().parents[3] / "docs" / "states"


def findings(home: Path = HOME) -> list[str]:
    """What is not as the tables have it: a page that differs, is missing, or nobody writes any more."""
    made = pages()
    there = {one.name: one.read_text() for one in sorted(home.glob("*.md"))}
    differ = [name for name, text in made.items() if there.get(name) != text]
    return [*differ, *(name for name in there if name not in made)]


def write(home: Path = HOME) -> int:
    """Write every page."""
    home.mkdir(parents=True, exist_ok=True)
    for name in findings(home):
        (home / name).unlink(missing_ok=True)
    for name, text in pages().items():
        (home / name).write_text(text)
    return 0


def check(home: Path = HOME) -> int:
    """Print what differs; 1 when anything does."""
    found = findings(home)
    for name in found:
        print(f"docs/states/{name} is not as the tables have it: make contracts")
    return 1 if found else 0


VERBS: dict[str, Callable[[], int]] = {"write": write, "check": check}

if __name__ == "__main__":
    sys.exit(VERBS[sys.argv[1]]())
