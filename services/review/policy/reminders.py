"""When partners are reminded of what the Panel's letter asks: ``reminders.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis.calendar import add_working_days
from chassis.dated import in_force, tables


@dataclass(frozen=True)
class ReminderRule:
    """Of which clocks, as it stands on one day."""

    codes: tuple[str, ...]
    due_until: date
    quiet_since: date
    times_max: int


def reminder_rule(on: date) -> ReminderRule:
    """The rule in force, counted from a day."""
    row = in_force(tables(__package__, "reminders.toml")["reminder"], on)
    ahead, quiet = row["before_working_days"], row["again_after_working_days"]
    return ReminderRule(
        codes=tuple(row["of"]),
        due_until=add_working_days(on, ahead, provisional=True),
        quiet_since=add_working_days(on, -quiet, provisional=True),
        times_max=row["times_max"],
    )
