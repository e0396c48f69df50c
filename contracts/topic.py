"""What a Kafka topic is: who owns, writes and reads it, its key, and how long it is kept."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from contracts.envelope import Sensitivity

FOR_EVER_MS = -1


@dataclass(frozen=True)
class Topic:
    """One Kafka topic; ``may_carry`` lists the sensitivities its fields may have.

    ``readers`` are the services that read it, no more and no fewer; ``outside``: others may too.
    ``senders`` write it in its owner's place: they give the owner commands.
    ``by_sender``: ``{sender}`` in its name stands for each sender of the register that has such a topic.
    """

    name: str
    owner: str
    key: Literal["incident", "own"]
    may_carry: frozenset[Sensitivity]
    readers: tuple[str, ...]
    senders: tuple[str, ...] = ()
    outside: bool = False
    compacted: bool = False
    partitions: int = 12
    retention_ms: int = FOR_EVER_MS
    by_sender: bool = False

    @property
    def writers(self) -> tuple[str, ...]:
        """The services that write it."""
        return self.senders or (self.owner,)

    @property
    def marking(self) -> str:
        """The protective marking that each of its messages carries."""
        return "OFFICIAL" if self.may_carry == {Sensitivity.OPEN} else "OFFICIAL-SENSITIVE"

    def of(self, sender: str) -> "Topic":
        """The topic of one sender."""
        assert self.by_sender, f"{self.name} is one for all"
        return replace(self, name=self.name.replace("{sender}", sender), by_sender=False)

    @cached_property
    def stream(self) -> str:
        """The topic without its major version: what ``sequence`` counts in."""
        return self.name.rsplit(".v", 1)[0]
