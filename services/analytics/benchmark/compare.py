"""A partnership beside its region: its own share, and how those of the region lie, without naming any. Pure.

What is shown of a region is the middle and the quarters of its shares, rounded, and only where enough partnerships
have enough cases: no peer's number can be read. It is the same for every partnership of the region, itself
included: whoever reads the pages of two of them learns nothing from the difference.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.analytics.policy.benchmark import BenchmarkRule

HIDDEN = "c"
NOTHING = "z"
Counts = Mapping[str, int]
"""Part of a measure -> how many cases of one partnership."""


@dataclass(frozen=True)
class Indicator:
    """One thing that is compared: a share of a measure's parts."""

    code: str
    title: str
    measure: str
    of: tuple[str, ...]
    out_of: tuple[str, ...]


EVERY_ACTION = ("planned", "evidenced", "improved", "not_improved", "too_early")
INDICATORS = (
    Indicator(
        "reviews_on_time",
        "Rapid reviews received in time",
        "reviewed",
        ("on_time",),
        ("on_time", "late"),
    ),
    Indicator(
        "lcspr_on_time",
        "LCSPRs published within six months",
        "lcspr_on_time",
        ("on_time",),
        ("on_time", "late", "late_explained"),
    ),
    Indicator(
        "actions_with_evidence",
        "Actions with evidence that they were taken",
        "actions",
        EVERY_ACTION[1:],
        EVERY_ACTION,
    ),
    Indicator(
        "actions_measured",
        "Actions whose effect was measured",
        "actions",
        ("improved", "not_improved"),
        EVERY_ACTION,
    ),
    Indicator(
        "actions_improved",
        "Measured actions that brought an improvement",
        "actions",
        ("improved",),
        ("improved", "not_improved"),
    ),
)


@dataclass(frozen=True)
class Compared:
    """One indicator; a number of percent, ``c`` where it is hidden, ``z`` where there is nothing."""

    code: str
    title: str
    own: str
    peers_low: str
    peers_middle: str
    peers_high: str
    peers_counted: str


@dataclass(frozen=True)
class Place:
    """A partnership and where it is."""

    partnership: str
    name: str
    region_code: str
    region_name: str


def region_of(own: Place, places: Sequence[Place]) -> list[Place]:
    """The partnerships of its region, itself among them."""
    return [one for one in places if one.region_code == own.region_code]


def compare(
    own: Place,
    places: Sequence[Place],
    counted: Callable[[str, str], Counts],
    rule: BenchmarkRule,
) -> list[Compared]:
    """Every indicator; ``counted`` gives a measure's parts of a partnership."""
    region = region_of(own, places)
    return [
        _compared(
            one,
            counted(one.measure, own.partnership),
            [counted(one.measure, peer.partnership) for peer in region],
            rule,
        )
        for one in INDICATORS
    ]


def _compared(
    indicator: Indicator, own: Counts, region: Sequence[Counts], rule: BenchmarkRule
) -> Compared:
    shares = sorted(
        share
        for counts in region
        if _total(indicator, counts) >= rule.cases_min
        and (share := _share(indicator, counts)) is not None
    )
    enough = len(shares) >= rule.peers_min
    low, middle, high = (
        [_rounded(_quantile(shares, quarter), rule.rounded_to) for quarter in (1, 2, 3)]
        if enough
        else [HIDDEN] * 3
    )
    counted = str(len(shares)) if enough else HIDDEN
    return Compared(
        indicator.code, indicator.title, _own(indicator, own, rule), low, middle, high, counted
    )


def _own(indicator: Indicator, counts: Counts, rule: BenchmarkRule) -> str:
    total = _total(indicator, counts)
    if total == 0:
        return NOTHING
    return HIDDEN if total < rule.cases_min else str(_share(indicator, counts))


def _total(indicator: Indicator, counts: Counts) -> int:
    return sum(counts.get(part, 0) for part in indicator.out_of)


def _share(indicator: Indicator, counts: Counts) -> int | None:
    """In whole percent; halves go up."""
    total = _total(indicator, counts)
    held = sum(counts.get(part, 0) for part in indicator.of)
    return (200 * held + total) // (2 * total) if total else None


def _rounded(share: int, nearest: int) -> str:
    """Halves go up, as they do in the published statistics."""
    return str((share + nearest // 2) // nearest * nearest)


def _quantile(shares: Sequence[int], quarter: int) -> int:
    """A quarter of sorted shares; between two of them the lower, as medians elsewhere are."""
    return shares[(len(shares) - 1) * quarter // 4]
