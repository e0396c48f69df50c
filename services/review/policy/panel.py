"""How the national body prepares and sits, on a date; read from ``panel.toml``."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

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


@cache
def _rows() -> list[dict[str, Any]]:
    data = tomllib.loads((resources.files(__package__) / "panel.toml").read_text())
    rows: list[dict[str, Any]] = data["rule"]
    return rows


def in_force(on: date) -> PanelRule:
    """The rule of a day."""
    known = [row for row in _rows() if row["from"] <= on] or _rows()[-1:]
    row = max(known, key=lambda one: one["from"])
    return PanelRule(**{name: value for name, value in row.items() if name != "from"})
