"""How much one sender may send in a minute, counted by each process for itself."""

import math
import time

from chassis.errors import TooOften


class Limits:
    """An allowance a sender, which fills by the minute; a batch is taken whole, and waited off afterwards."""

    def __init__(self) -> None:
        """Everybody's allowance is full."""
        self._left: dict[str, tuple[float, float]] = {}

    def admit(self, sender: str, per_minute: int) -> None:
        """Raise TooOften when nothing of the allowance is left."""
        left = self._now_left(sender, per_minute)
        if left < 1:
            raise TooOften(math.ceil((1 - left) * 60 / per_minute))

    def charge(self, sender: str, per_minute: int, items: int = 1) -> None:
        """Take so many from the allowance; it may go below nothing."""
        self._left[sender] = self._now_left(sender, per_minute) - items, time.monotonic()

    def _now_left(self, sender: str, per_minute: int) -> float:
        now = time.monotonic()
        left, at = self._left.get(sender, (float(per_minute), now))
        return min(left + (now - at) * per_minute / 60, float(per_minute))
