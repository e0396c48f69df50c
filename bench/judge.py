"""From the rounds to the rows of the table: ratios first, each beside its target. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Spread, Target, ratios, spread
from bench.run import Results
from bench.work.kind import Work


@dataclass(frozen=True)
class Line:
    """One judged ratio."""

    work: str
    of: str
    against: str
    figure: str
    ratio: Spread
    target: Target
    met: bool


@dataclass(frozen=True)
class Shown:
    """One contestant's own figure: shown, never judged."""

    work: str
    contestant: str
    unit: str
    figure: Spread
    guarantees: str


def judge(works: Sequence[Work], results: Results) -> list[Line]:
    """Every ratio whose two sides have a round in common."""
    lines = []
    for work in works:
        for one in work.ratios:
            ours, theirs = results.pairs(work, one)
            if ours:
                found = ratios(ours, theirs)
                met = one.target.met(found.median)
                names = work.name, one.of, one.against, one.figure
                lines.append(Line(*names, found, one.target, met))
    return lines


def show(works: Sequence[Work], results: Results) -> list[Shown]:
    """Every contestant's figure."""
    return [
        Shown(
            work.name,
            one.name,
            work.unit,
            spread(values),
            one.guarantees.words() if one.guarantees else "",
        )
        for work in works
        for one in work.contestants
        if (values := results.values(work, one.name, work.figure))
    ]
