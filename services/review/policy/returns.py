"""The time that an agency has for its return, by the policy in force: ``returns.toml``."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from chassis.calendar import CALENDAR_VERSION, add_working_days, working_days_between
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
    return add_working_days(asked_on, _in_force(asked_on)["working_days"])


def clock(asked_on: date, due: date, given_on: date | None) -> Clock:
    """The clock of one return, to the day that its agency was told."""
    row = _in_force(asked_on)
    return Clock(
        code="AR1",
        title=row["title"],
        started_on=asked_on,
        due_on=due,
        met_on=given_on,
        working_days_late=None if given_on is None else working_days_between(due, given_on),
        basis=row["basis"],
        policy_version=f"{row['version']}; {CALENDAR_VERSION}",
    )
