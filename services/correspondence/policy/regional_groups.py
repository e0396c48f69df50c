"""How often a regional group is meant to meet; read from ``regional_groups.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class GroupRule:
    """The version in force on a day."""

    version: str
    meetings_a_year: int


@cache
def _rows() -> list[dict[str, Any]]:
    text = (resources.files(__package__) / "regional_groups.toml").read_text()
    rows: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    return rows


def rule(on: date) -> GroupRule:
    """The rule in force; the first one before its time."""
    rows = _rows()
    row = max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[0])
    return GroupRule(row["version"], row["meetings_a_year"])
