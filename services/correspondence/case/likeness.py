"""How alike two cases are in their codes, and why: a weighted overlap that a person can check by hand. Pure.

Each feature that is known of both counts by its weight; what they share of its codes (their number over the
number of all codes that either has) is what it adds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Likeness:
    """``shared``: feature and the codes of both; ``apart``: feature, the codes of this one, of the other."""

    percent: int
    shared: tuple[tuple[str, tuple[str, ...]], ...]
    apart: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


def likeness(this: Features, other: Features, weights: Mapping[str, float]) -> Likeness:
    """How alike they are; features that one of them lacks say nothing."""
    known = [name for name in weights if this.get(name) and other.get(name)]
    whole = sum(weights[name] for name in known)
    found = sum(weights[name] * _share(this[name], other[name]) for name in known)
    both = ((name, tuple(sorted({*this[name]} & {*other[name]}))) for name in known)
    return Likeness(
        percent=round(100 * found / whole) if whole else 0,
        shared=tuple((name, codes) for name, codes in both if codes),
        apart=tuple(
            (name, tuple(this[name]), tuple(other[name]))
            for name in known
            if not {*this[name]} & {*other[name]}
        ),
    )


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    return len({*one} & {*other}) / len({*one} | {*other})
