"""From the rounds to the rows of the table: ratios first, each beside its target. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.figures import Spread, ratios, spread
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
    target: str
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
    """Every ratio of every row."""
    return [
        Line(
            work.name,
            one.of,
            one.against,
            one.figure,
            found := ratios(
                results.values(work, one.of, one.figure),
                results.values(work, one.against, one.figure),
            ),
            one.target.words(),
            one.target.met(found.median),
        )
        for work in works
        for one in work.ratios
    ]


def show(works: Sequence[Work], results: Results) -> list[Shown]:
    """Every contestant's figure."""
    return [
        Shown(
            work.name,
            one.name,
            work.unit,
            spread(results.values(work, one.name, work.figure)),
            one.guarantees.words() if one.guarantees else "",
        )
        for work in works
        for one in work.contestants
    ]
