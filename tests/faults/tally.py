"""What a process that was killed left behind, whoever wrote it: lost, doubled, inverted, sent again. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Announced = tuple[str, str]
"""One follow-up that is due: the fact that caused it, and its topic."""


@dataclass(frozen=True, slots=True)
class Told:
    """One follow-up as it stands in a topic; ``cause`` is the fact that it follows from."""

    topic: str
    key: str
    cause: str
    id: str


@dataclass(frozen=True)
class Tally:
    """``doubled`` counts effects in a database, ``again`` records in a topic, which readers drop."""

    lost: int
    doubled: int
    inverted: int
    again: int

    @property
    def whole(self) -> bool:
        """Whether every effect is there once and in its order."""
        return not (self.lost or self.doubled or self.inverted)


def tally(
    facts: Sequence[str], topics: Sequence[str], told: Sequence[Told], written: Sequence[Announced]
) -> Tally:
    """Count, from the facts in their order, what stands in the topics and what was written for it."""
    seen = {(one.cause, one.topic) for one in told}
    due = {(fact, topic) for fact in facts for topic in topics}
    return Tally(
        lost=len(due - seen),
        doubled=len(written) - len(set(written)),
        inverted=_inverted(facts, told),
        again=len(told) - len(seen),
    )


def _inverted(facts: Sequence[str], told: Iterable[Told]) -> int:
    """First occurrences that stand, in their topic and key, behind one of a later fact."""
    place = {fact: number for number, fact in enumerate(facts)}
    lanes: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in told:
        lanes[one.topic, one.key].setdefault(one.cause, place[one.cause])
    return sum(_behind(list(lane.values())) for lane in lanes.values())


def _behind(places: Sequence[int]) -> int:
    return sum(place < max(places[:at]) for at, place in enumerate(places) if at)
