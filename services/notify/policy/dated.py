"""Rules as data: tables of a TOML file, each row by the date from which it applies."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

NEWEST = date.max
"""Asks for the newest rules there are, for what has no day of its own."""


@cache
def tables(file: str) -> Mapping[str, Any]:
    """A file of this folder."""
    return tomllib.loads((resources.files(__package__) / file).read_text())


def in_force(rows: Sequence[Mapping[str, Any]], on: date) -> Mapping[str, Any]:
    """The row in force on a day; before the first one, that one."""
    applicable = [row for row in rows if row["from"] <= on]
    return max(applicable or rows[:1], key=lambda row: row["from"])
