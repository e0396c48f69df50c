"""How long people who left are named, of ``office_holders.toml``."""

from datetime import date

from chassis.dated import in_force, tables


def kept_since(on: date) -> date:
    """Who left before this day is named no more."""
    row = in_force(tables(__package__, "office_holders.toml")["kept"], on)
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - int(row["years"]), day=day)
