"""Named places at which a fault test may kill the process; production settings refuse them."""

import os
import signal
from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "after_inbox_claim",
    "before_commit",
    "after_commit",
    "before_produce",
    "after_produce",
    "after_strike",
    "before_offset_commit",
    "while_parking",
]


@dataclass(frozen=True)
class CrashPoints:
    """Kills this process with SIGKILL when it reaches the place it was told."""

    at: str | None = None

    def reach(self, place: Place) -> None:
        """Die here when told to."""
        if self.at == place:
            os.kill(os.getpid(), signal.SIGKILL)
