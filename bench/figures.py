"""The arithmetic of the bench: rates, percentiles, ratios of rounds, and whether a target is met. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WARM_SHARE = 0.1


@dataclass(frozen=True)
class Spread:
    """The median of some rounds, with the least and the greatest of them."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Target:
    """What a ratio is to reach, or not to pass."""

    value: float
    at_least: bool = True

    def met(self, ratio: float) -> bool:
        """Whether the ratio is good enough."""
        return ratio >= self.value if self.at_least else ratio <= self.value

    def words(self) -> str:
        """As it stands in the table."""
        return f"{'≥' if self.at_least else '≤'} {self.value:g}"


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value."""
    return Spread(median(values), min(values), max(values))


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """The spread of each round's own ratio: what slows a whole round slows both of its sides."""
    return spread([one / other for one, other in zip(ours, theirs, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest rank: the least value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def rate(times_s: Sequence[float]) -> float:
    """Items a second, from the moments at which each was done.

    The first tenth is left out: it holds the start of the process and the first batch, which is done
    before its first moment can be seen.
    """
    ordered = sorted(times_s)
    first = ordered[int(len(ordered) * WARM_SHARE)]
    after = [time for time in ordered if time > first]
    if not after:
        message = "all were done in one moment: too few items to measure a rate"
        raise ValueError(message)
    return len(after) / (ordered[-1] - first)


def rate_of_progress(seen: Sequence[tuple[float, int]]) -> float:
    """Items a second, from how many were done at each look; from the first tenth to the end."""
    end_s, total = seen[-1]
    start_s, before = next(one for one in seen if one[1] >= total * WARM_SHARE)
    if before == total:
        message = "all were done between two looks: too few items to measure a rate"
        raise ValueError(message)
    return (total - before) / (end_s - start_s)
