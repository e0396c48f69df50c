"""The time that an agency has for its return, by the policy in force: ``returns.toml``."""

from datetime import date

from chassis import clocks
from chassis.calendar import working_days_between
from chassis.dated import in_force, tables
from contracts.codes import Clock


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
    row = in_force(tables(__package__, "returns.toml")["agency_return"], asked_on)
    return clocks.clock({**row, "code": "AR1"}, asked_on, given_on)
