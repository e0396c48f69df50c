"""The learning framework in force on a day, read from ``framework.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from services.review.policy.criteria import Framework


@cache
def _rows() -> list[dict[str, Any]]:
    found = tomllib.loads((resources.files(__package__) / "framework.toml").read_text())
    rows: list[dict[str, Any]] = found["framework"]
    return rows


@dataclass(frozen=True)
class Published:
    """What people read of a framework beside its rules."""

    since: date
    questions: tuple[str, ...]


def _row(on: date) -> dict[str, Any]:
    """The version in force; the first one for days before there was any."""
    rows = [row for row in _rows() if row["from"] <= on]
    return max(rows, key=lambda row: row["from"], default=_rows()[0])


def published(on: date) -> Published:
    """Since when it is in force, and what it asks."""
    row = _row(on)
    return Published(row["from"], tuple(row["questions"]))


@cache
def framework(on: date) -> Framework:
    """The rules of the version in force."""
    row = _row(on)
    return Framework(
        version=row["version"],
        guidance=row["guidance"],
        must_answer=_pairs(row["must_answer"]),
        one_met=_pairs(row["one_met"]),
        rests_on=_pairs(row["rests_on"]),
    )


def _pairs(table: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(criteria)) for name, criteria in table.items())
