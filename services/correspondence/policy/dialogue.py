"""How dialogue keeps time, read from ``dialogue.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis import clocks
from chassis.dated import in_force, tables
from contracts.codes import Clock


@dataclass(frozen=True)
class ChaseRule:
    """A partner is reminded again after so many working days, so many times at most."""

    again_after_working_days: int
    times_max: int


def panels_clock(raised_on: date, met_on: date | None = None) -> Clock:
    """How long the Panel has to answer a reply of that day."""
    return clocks.clock(in_force(_tables()["clock"], raised_on), raised_on, met_on)


def chase_rule(on: date) -> ChaseRule:
    """How often a partner is reminded of an awaited reply."""
    row = in_force(_tables()["chase"], on)
    return ChaseRule(row["again_after_working_days"], row["times_max"])


def hidden_up_to(on: date) -> int:
    """The largest number that the report on voices does not show."""
    return int(in_force(_tables()["report"], on)["hidden_up_to"])


def _tables() -> Mapping[str, Any]:
    return tables(__package__, "dialogue.toml")
