"""Who writes, and how long partners have for an answer, on a date; read from ``letters.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from chassis.calendar import add_working_days


@dataclass(frozen=True)
class ReplyRule:
    """The time for an answer, and what it rests on."""

    due_on: date
    basis: str
    version: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "letters.toml").read_text())


def _row(table: str, on: date) -> dict[str, Any]:
    rows: list[dict[str, Any]] = _data()[table]
    return max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[0])


def sender(on: date) -> str:
    """The national body's name."""
    return str(_row("sender", on)["name"])


def reply(on: date) -> ReplyRule:
    """The rule for an answer to a letter of a day."""
    row = _row("reply", on)
    return ReplyRule(add_working_days(on, row["working_days"]), row["basis"], _data()["version"])
