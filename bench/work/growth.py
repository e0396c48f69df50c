"""Growth: the same work beside 4,000, 40,000 and 400,000 stored cases, each to itself at 4,000."""

from collections.abc import Callable

from bench import stored
from bench.figures import Target
from bench.lab import Round
from bench.work import drain, opening, rebuild, receipt
from bench.work.kind import Contestant, Figures, Ratio, Size, Work

CASES = (4_000, 40_000, 400_000)
BASE, *LARGER = CASES
QUICK_MAX = 40_000
OnTemplate = Callable[[Round, str], Figures]
Fill = Callable[[int], str]


def beside(service: str, fill: Fill, run: OnTemplate, cases: int) -> Contestant:
    """The work beside so many cases; what one item costs is the figure."""

    def turn(round_: Round) -> Figures:
        template = round_.lab.template(service, fill(cases), tag=str(cases))
        figures = run(round_, template)
        return {**figures, "cost_ms": 1000 / figures["rate"]}

    return Contestant(name_of(cases), turn, quick=cases <= QUICK_MAX)


def name_of(cases: int) -> str:
    """``at 40,000 cases``."""
    return f"at {cases:,} cases"


def growth(work: Work, service: str, fill: Fill, run: OnTemplate, full: int, quick: int) -> Work:
    """The row of one kind of work."""
    return Work(
        name=f"growth of {work.name}",
        title=f"{work.title}: beside more stored cases",
        figure="cost_ms",
        unit="ms an item",
        full=Size(full, 3),
        quick=Size(quick, 1),
        contestants=tuple(beside(service, fill, run, cases) for cases in CASES),
        ratios=tuple(
            Ratio("cost_ms", name_of(BASE), Target(1.3, at_least=False), name_of(cases))
            for cases in LARGER
        ),
    )


def opening_on(round_: Round, template: str) -> Figures:
    """``review`` on a copy of a template."""
    return opening.ours(lambda _: template)(round_)


WORKS = (
    growth(opening.WORK, "review", stored.review, opening_on, 4_000, 1_500),
    growth(drain.WORK, "review", stored.review, drain.ours_on, 20_000, 5_000),
    growth(receipt.WORK, "notify", stored.notify, receipt.ours_on, 600, 200),
    growth(rebuild.WORK, "analytics", stored.analytics, rebuild.ours_on, 20_000, 5_000),
)
