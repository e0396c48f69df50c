"""The learning framework in force on a day, read from ``framework.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from chassis.dated import in_force, tables
from services.review.policy.criteria import Framework


@dataclass(frozen=True)
class Published:
    """What people read of a framework beside its rules."""

    since: date
    questions: tuple[str, ...]


def _row(on: date) -> Mapping[str, Any]:
    return in_force(tables(__package__, "framework.toml")["framework"], on)


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
