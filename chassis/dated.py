"""Rules as data: tables of a TOML file beside the code that asks, each row by the date from which it applies."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

NEWEST = date.max
"""Asks for the newest rules there are, for what has no day of its own."""


@cache
def tables(package: str, file: str) -> Mapping[str, Any]:
    """A file of a package: ``tables(__package__, "clocks.toml")``."""
    return tomllib.loads((resources.files(package) / file).read_text())


def in_force(rows: Sequence[Mapping[str, Any]], on: date) -> Mapping[str, Any]:
    """The row in force on a day; before the first one, that one."""
    applicable = [row for row in rows if row["from"] <= on]
    if not applicable:
        return min(rows, key=lambda row: row["from"])
    return max(applicable, key=lambda row: row["from"])
