"""The lists from which coded answers are chosen, as they stood on a day: ``code_lists.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from chassis.dated import NEWEST, in_force, tables

UNKNOWN = ("not_known", "not_asked", "refused")
"""Answers that nothing is known: each stands alone."""


@dataclass(frozen=True)
class CodeList:
    """One version of a list: its codes with their words, from a day and until the next version."""

    name: str
    title: str
    version: str
    since: date
    until: date | None
    source: str
    codes: Mapping[str, str]


@lru_cache(maxsize=100)
def code_lists(on: date = NEWEST) -> Mapping[str, CodeList]:
    """Every list by name."""
    rows = tables(__package__, "code_lists.toml")["list"]
    names = dict.fromkeys(row["name"] for row in rows)
    return {name: _list(name, [row for row in rows if row["name"] == name], on) for name in names}


def _list(name: str, rows: list[dict[str, Any]], on: date) -> CodeList:
    row = in_force(rows, on)
    later = [one["from"] for one in rows if one["from"] > row["from"]]
    return CodeList(
        name=name,
        title=row["title"],
        version=row["version"],
        since=row["from"],
        until=min(later, default=None),
        source=row["source"],
        codes=row["codes"],
    )


@lru_cache(maxsize=100)
def edition(on: date) -> str:
    """The name of all lists together as they stood on a day: the date of the latest change in them."""
    return f"code-lists-{max(one.since for one in code_lists(on).values()).isoformat()}"
