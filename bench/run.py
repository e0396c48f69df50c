"""One run: every contestant of every row, round by round, in an order that a seed decides."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.lab import Lab
from bench.work.kind import Contestant, Figures, Work


@dataclass(frozen=True)
class Turn:
    """One contestant's turn in one round."""

    work: Work
    contestant: Contestant
    round: int


@dataclass
class Results:
    """What each contestant's rounds came to, by work and contestant."""

    seed: int
    rounds: dict[tuple[str, str], list[Figures]] = field(default_factory=dict)

    def values(self, work: Work, contestant: str, figure: str) -> list[float]:
        """One figure of each round, in order."""
        return [one[figure] for one in self.rounds[work.name, contestant]]


def turns(works: Sequence[Work], seed: int, *, quick: bool) -> Iterator[Turn]:
    """Round after round: the rows in a random order, and in each the contestants in a random order.

    Those of one row follow each other, so that what the machine does meanwhile reaches both sides.
    """
    order = random.Random(seed)  # noqa: S311 - an order, not a secret
    for number in range(max(work.size(quick=quick).rounds for work in works)):
        due = [work for work in works if number < work.size(quick=quick).rounds]
        for work in order.sample(due, len(due)):
            for contestant in order.sample(work.contestants, len(work.contestants)):
                yield Turn(work, contestant, number)


def play(lab: Lab, plan: Sequence[Turn], seed: int, tell: Callable[[Turn], None]) -> Results:
    """Take every turn; ``tell`` is called before each. A turn that fails ends the run."""
    results = Results(seed)
    for turn in plan:
        tell(turn)
        size = turn.work.size(quick=lab.quick)
        began = time.monotonic()
        with lab.round(max(round(size.items * turn.contestant.share), 1)) as round_:
            figures = turn.contestant.run(round_)
        took = {"turn_s": time.monotonic() - began}
        rounds = results.rounds.setdefault((turn.work.name, turn.contestant.name), [])
        rounds.append({**figures, **took})
    return results
