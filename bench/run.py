"""One run: every contestant of every row, round by round, in an order that a seed decides."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bench.lab import Lab
from bench.topics import TooSlow
from bench.work.kind import Contestant, Figures, Ratio, Work
from deploy.local.processes import StartFailed


@dataclass(frozen=True)
class Turn:
    """One contestant's turn in one round."""

    work: Work
    contestant: Contestant
    round: int


@dataclass
class Results:
    """What each contestant's rounds came to, by work and contestant; and why one has no figure."""

    seed: int
    rounds: dict[tuple[str, str], dict[int, Figures]] = field(default_factory=dict)
    failed: dict[tuple[str, str], str] = field(default_factory=dict)

    def values(self, work: Work, contestant: str, figure: str) -> list[float]:
        """One figure of each round that came to its end."""
        return [one[figure] for one in self.rounds.get((work.name, contestant), {}).values()]

    def pairs(self, work: Work, ratio: Ratio) -> tuple[list[float], list[float]]:
        """The figures of both sides of a ratio, in the rounds that both have."""
        ours = self.rounds.get((work.name, ratio.of), {})
        theirs = self.rounds.get((work.name, ratio.against), {})
        both = sorted(ours.keys() & theirs.keys())
        return ([ours[n][ratio.figure] for n in both], [theirs[n][ratio.figure] for n in both])


def turns(works: Sequence[Work], seed: int, *, quick: bool) -> Iterator[Turn]:
    """Round after round: the rows in a random order, and in each the contestants in a random order.

    Those of one row follow each other, so that what the machine does meanwhile reaches both sides.
    """
    order = random.Random(seed)  # noqa: S311 - an order, not a secret
    for number in range(max(work.size(quick=quick).rounds for work in works)):
        due = [work for work in works if number < work.size(quick=quick).rounds]
        for work in order.sample(due, len(due)):
            there = work.those_of(quick=quick)
            for contestant in order.sample(there, len(there)):
                yield Turn(work, contestant, number)


def play(lab: Lab, plan: Sequence[Turn], seed: int, tell: Callable[[Turn], None]) -> Results:
    """Take every turn; ``tell`` is called before each. One that fails is told of, and the run goes on."""
    results = Results(seed)
    for turn in plan:
        tell(turn)
        name = (turn.work.name, turn.contestant.name)
        try:
            results.rounds.setdefault(name, {})[turn.round] = take(lab, turn)
        except (TooSlow, StartFailed, AssertionError, ValueError, TimeoutError) as failure:
            results.failed[name] = str(failure)
    return results


def take(lab: Lab, turn: Turn) -> Figures:
    """One contestant's round, with how long all of it took."""
    began = time.monotonic()
    items = turn.work.size(quick=lab.quick).items * turn.contestant.share * lab.scale
    with lab.round(max(round(items), 1)) as round_:
        figures = turn.contestant.run(round_)
    return {**figures, "turn_s": time.monotonic() - began}
