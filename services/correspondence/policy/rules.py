"""Who writes, on a date, and what makes cases alike; read from ``letters.toml`` and ``likeness.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class LikenessRule:
    """How much each feature counts, from how many percent on a case is shown, and how many are."""

    version: str
    percent_min: int
    shown_max: int
    weights: Mapping[str, float]


def sender(on: date) -> str:
    """The national body's name."""
    return str(in_force(tables(__package__, "letters.toml")["sender"], on)["name"])


def likeness_rule(on: date) -> LikenessRule:
    """What makes cases alike."""
    row = in_force(tables(__package__, "likeness.toml")["likeness"], on)
    return LikenessRule(row["version"], row["percent_min"], row["shown_max"], dict(row["weights"]))
