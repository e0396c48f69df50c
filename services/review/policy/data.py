"""What the partnership's and the Panel's work on a rapid review goes by, read from ``rapid_review.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((resources.files(__package__) / "rapid_review.toml").read_text())


def in_force(table: str, on: date) -> dict[str, Any]:
    """The version of ``table`` that applies on a day; the earliest, before its time."""
    rows = _data()[table]
    return max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[-1])
