"""What a row of the table is: who does the same work, and which ratio of them is to reach what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.figures import Target
from bench.guarantees import Guarantees
from bench.lab import Round

Figures = Mapping[str, float]
"""What one round of one contestant came to, by the name of the figure."""

OURS = "ours"


@dataclass(frozen=True)
class Contestant:
    """One who does the work; ``share`` of the items, for those who would need too long.

    ``quick``: whether a quick run has time for this one.
    """

    name: str
    run: Callable[[Round], Figures]
    share: float = 1.0
    guarantees: Guarantees | None = None
    quick: bool = True


@dataclass(frozen=True)
class Ratio:
    """One ratio that is judged: ours to another's, or ours at one size to ours at another."""

    figure: str
    against: str
    target: Target
    of: str = OURS


@dataclass(frozen=True)
class Size:
    """How much is done: items a round, and rounds."""

    items: int
    rounds: int


@dataclass(frozen=True)
class Work:
    """One row of the table."""

    name: str
    title: str
    figure: str
    unit: str
    full: Size
    quick: Size
    contestants: tuple[Contestant, ...]
    ratios: tuple[Ratio, ...]

    def those_of(self, *, quick: bool) -> list[Contestant]:
        """Who takes part in this run."""
        return [one for one in self.contestants if one.quick or not quick]

    def size(self, *, quick: bool) -> Size:
        """How much is done in this run."""
        return self.quick if quick else self.full
