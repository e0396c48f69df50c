"""The rules of ``digests.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from chassis.calendar import add_months


@dataclass(frozen=True)
class DigestRule:
    """The version in force."""

    version: str
    months: int
    theme_cases_min: int

    def last_period(self, today: date) -> tuple[date, date]:
        """The first and the last day of the period that ended last."""
        month = (today.month - 1) // self.months * self.months + 1
        begun = today.replace(month=month, day=1)
        return add_months(begun, -self.months), begun - timedelta(days=1)

    def ended(self, since: date | None, today: date) -> list[tuple[date, date]]:
        """The periods that ended, from the one of a day on, the latest last; without a day the last alone."""
        found = [self.last_period(today)]
        while since and found[0][0] > since:
            found.insert(0, self.last_period(found[0][0]))
        return found


@cache
def in_force() -> DigestRule:
    """The rule."""
    data = tomllib.loads((resources.files(__package__) / "digests.toml").read_text())
    return DigestRule(data["version"], data["months"], data["theme_cases_min"])
