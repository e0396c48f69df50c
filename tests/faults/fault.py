"""What a fault is, and what it leaves for the judge to know."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.load import Load
from tests.faults.world import World


@dataclass
class Left:
    """Keys that a fault used for messages of its own, what it measured, what it saw that should not be."""

    keys: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def hold(self, so: object, words: str) -> None:
        """Note what did not hold."""
        if not so:
            self.wrong.append(words)


Attack = Callable[[World, Load, Left], None]


@dataclass(frozen=True)
class Fault:
    """One row of the matrix: ``attack`` runs while the load does; afterwards all is healed and judged."""

    code: str
    words: str
    attack: Attack
    quick: bool = False
    as_root: bool = False
