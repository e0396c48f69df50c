"""When a partner is reminded of something that the Panel awaits. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Chase:
    """Remind the partner, unless it was reminded after ``quiet_since`` or ``times_max`` times already."""

    on: date
    quiet_since: date
    times_max: int

    def is_due(self, due_on: date, chased: Sequence[date]) -> bool:
        """Whether what was due then, and was reminded of on these days, is reminded of now."""
        if self.on <= due_on or len(chased) >= self.times_max:
            return False
        return not chased or chased[-1] <= self.quiet_since
