"""How a restricted case is kept, of ``restriction.toml``."""

from dataclasses import dataclass
from datetime import date, timedelta

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class RestrictionRule:
    """For how long a broken glass opens a case, and within how long a restriction is reviewed."""

    version: str
    open_for: timedelta
    review_within: timedelta


def restriction_rule(on: date) -> RestrictionRule:
    """The rule of a day."""
    row = in_force(tables(__package__, "restriction.toml")["restriction"], on)
    return RestrictionRule(
        row["version"],
        timedelta(minutes=row["open_minutes"]),
        timedelta(days=row["review_days_max"]),
    )
