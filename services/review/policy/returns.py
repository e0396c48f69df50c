"""The time that an agency has for its return, by the policy in force: ``returns.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from chassis import clocks
from chassis.calendar import working_days_between
from contracts.codes import Clock


@cache
def _rows() -> list[dict[str, Any]]:
    text = (resources.files(__package__) / "returns.toml").read_text()
    rows: list[dict[str, Any]] = tomllib.loads(text)["agency_return"]
    return rows


def _in_force(on: date) -> dict[str, Any]:
    rows = _rows()
    return max((r for r in rows if r["from"] <= on), key=lambda r: r["from"], default=rows[-1])


def due_on(asked_on: date) -> date:
    """By when a return is due that is asked without a day."""
    return _counted(asked_on).due_on


def clock(asked_on: date, due: date, given_on: date | None, *, named: bool = False) -> Clock:
    """The clock of one return, to the day that its agency was told; a day that was named stays."""
    counted = _counted(asked_on, given_on)
    if not named:
        return counted
    late = None
    if given_on:
        late = working_days_between(due, given_on, given_on, provisional=True)
    return counted.model_copy(update={"due_on": due, "working_days_late": late})


def _counted(asked_on: date, given_on: date | None = None) -> Clock:
    return clocks.clock({**_in_force(asked_on), "code": "AR1"}, asked_on, given_on)
