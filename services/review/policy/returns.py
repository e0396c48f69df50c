"""The time that an agency has for its return, as the policy in force gives it."""

from datetime import date

from chassis.calendar import CALENDAR_VERSION, add_working_days, working_days_between
from contracts.codes import Clock
from services.review.policy.data import in_force


def due_on(asked_on: date) -> date:
    """By when a return is due that is asked without a day."""
    return add_working_days(asked_on, in_force("agency_return", asked_on)["working_days"])


def clock(asked_on: date, due: date, given_on: date | None) -> Clock:
    """The clock of one return, to the day that its agency was told."""
    row = in_force("agency_return", asked_on)
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
