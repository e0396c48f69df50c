"""The table of needs, and which of them the last test run showed."""

import csv
import json
import subprocess
import sys
from pathlib import Path

TABLE = Path("docs/needs.csv")
OUTCOMES = Path("build/needs.json")


def show_needs() -> int:
    """Print a line for each need; runs the tests when there was no run. 1 when a need fails."""
    if not OUTCOMES.exists():
        subprocess.run([sys.executable, "-m", "pytest", "-q"], check=False)
    outcomes: dict[str, dict[str, str]] = json.loads(OUTCOMES.read_text())
    states = []
    with TABLE.open() as file:
        for row in csv.DictReader(file):
            tests = outcomes.get(row["id"], {})
            states.append(state_of(tests))
            print(f"{row['id']:5} {states[-1]:8} {len(tests):3}  {row['need']}")
    total = {state: states.count(state) for state in ("passing", "failing", "open")}
    print(", ".join(f"{number} {state}" for state, number in total.items()))
    return 1 if total["failing"] else 0


def state_of(tests: dict[str, str]) -> str:
    """Open without a test, failing when any of its tests fails, else passing."""
    if not tests:
        return "open"
    return "passing" if all(outcome == "passed" for outcome in tests.values()) else "failing"
