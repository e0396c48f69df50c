"""How long people who left are named, of ``office_holders.toml``."""

from datetime import date

from chassis.calendar import add_months
from chassis.dated import in_force, tables


def kept_since(on: date) -> date:
    """Who left before this day is named no more."""
    row = in_force(tables(__package__, "office_holders.toml")["kept"], on)
    return add_months(on, -12 * int(row["years"]))
