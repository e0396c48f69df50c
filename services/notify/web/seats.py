"""How many batches are taken at once: of all senders together, and of each."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from chassis.errors import Transient

BATCHES_MAX = 4
"""What a process holds of batches: their items under way, and answers that nobody has read yet."""
OF_ONE_SENDER_MAX = 2
"""One sender can not shut the door for the others, however slow it is."""


class Seats:
    """Each batch that is being taken has one."""

    def __init__(self) -> None:
        """Nobody is there yet."""
        self._taken: Counter[str] = Counter()

    def take(self, sender: str) -> Callable[[], None]:
        """Take one, and give it back by what this returns; raises Transient when there is none."""
        if self._taken[sender] >= OF_ONE_SENDER_MAX:
            raise Transient(
                f"{OF_ONE_SENDER_MAX} of your batches are being taken just now. Send this again shortly."
            )
        if self._taken.total() >= BATCHES_MAX:
            raise Transient("Several batches are being taken just now. Send yours again shortly.")
        self._taken[sender] += 1
        return partial(self._leave, sender)

    def _leave(self, sender: str) -> None:
        self._taken[sender] -= 1
        self._taken += Counter()  # who has none is not kept
