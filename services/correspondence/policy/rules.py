"""Who writes, on a date, and what makes cases alike; read from ``letters.toml`` and ``likeness.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class LikenessRule:
    """How much each feature counts, from how many percent on a case is shown, and how many are."""

    version: str
    percent_min: int
    shown_max: int
    weights: Mapping[str, float]


@cache
def _data() -> dict[str, Any]:
    home = resources.files(__package__)
    files = [(home / name).read_text() for name in ("letters.toml", "likeness.toml")]
    return {name: rows for text in files for name, rows in tomllib.loads(text).items()}


def _row(table: str, on: date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = _data()[table]
    return max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[0])


def sender(on: date) -> str:
    """The national body's name."""
    return str(_row("sender", on)["name"])


def likeness_rule(on: date) -> LikenessRule:
    """What makes cases alike."""
    row = _row("likeness", on)
    return LikenessRule(row["version"], row["percent_min"], row["shown_max"], dict(row["weights"]))
