"""How the national body prepares and sits, on a date; read from ``panel.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis import dated
from chassis.calendar import add_months


@dataclass(frozen=True)
class PanelRule:
    """Numbers that are policy."""

    lead_readers: int
    recent_practice_years: int
    version: str

    def practice_since(self, on: date) -> date:
        """Practice on this day or later is recent on ``on``."""
        return add_months(on, -12 * self.recent_practice_years)


def in_force(on: date) -> PanelRule:
    """The rule of a day."""
    row = dated.in_force(dated.tables(__package__, "panel.toml")["rule"], on)
    return PanelRule(**{name: value for name, value in row.items() if name != "from"})
