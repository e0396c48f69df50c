"""Who writes, on a date; read from ``letters.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "letters.toml").read_text())


def _row(table: str, on: date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = _data()[table]
    return max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[0])


def sender(on: date) -> str:
    """The national body's name."""
    return str(_row("sender", on)["name"])
