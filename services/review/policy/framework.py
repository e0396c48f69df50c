"""The learning framework in force on a day, read from ``framework.toml``."""

import tomllib
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


@cache
def framework(on: date) -> Framework:
    """The version in force; the first one for days before there was any."""
    row = max((r for r in _rows() if r["from"] <= on), key=lambda r: r["from"], default=_rows()[0])
    return Framework(
        version=row["version"],
        guidance=row["guidance"],
        must_answer=_pairs(row["must_answer"]),
        one_met=_pairs(row["one_met"]),
        rests_on=_pairs(row["rests_on"]),
    )


def _pairs(table: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(criteria)) for name, criteria in table.items())
