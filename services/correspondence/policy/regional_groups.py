"""How often a regional group is meant to meet; read from ``regional_groups.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class GroupRule:
    """The version in force on a day."""

    version: str
    meetings_a_year: int


def rule(on: date) -> GroupRule:
    """The rule in force; the first one before its time."""
    row = in_force(tables(__package__, "regional_groups.toml")["rule"], on)
    return GroupRule(row["version"], row["meetings_a_year"])
