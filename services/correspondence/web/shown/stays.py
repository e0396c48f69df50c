"""Time in each stage and on whom it waited, as one reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, zip_longest

from chassis.web.words import many
from contracts.review.case_state import CaseStateChangedV1, Stage
from services.correspondence.read_models import cases
from services.correspondence.read_models.stays import Stay
from services.correspondence.web.shown.words import AWAITED, STAGES, day, listed, upper

ENDED = frozenset(stage.value for stage in cases.ENDED)


@dataclass(frozen=True)
class StayShown:
    """One stage; ``until`` and ``days`` are None of the one in which it ended."""

    stage: str
    words: str
    awaited: Sequence[str]
    waits_for: str
    since: date
    until: date | None
    days: int | None


@dataclass(frozen=True)
class StaysShown:
    """The stages of a case, and for how many days it waited on each."""

    lines: Sequence[StayShown]
    waited: Sequence[tuple[str, int]]

    @property
    def summary(self) -> str:
        """``The partnership: 21 days; the Panel: 6 days``."""
        said = [f"{AWAITED.get(who, who)}: {calendar_days(n)}" for who, n in self.waited]
        return upper("; ".join(said))


def shown(stays: Sequence[Stay], told: CaseStateChangedV1 | None, today: date) -> StaysShown:
    """The stages in words, for whoever knows of the case what ``told`` says; none of a case of before stays."""
    known = as_known(stays, told)
    ends = (later.since for _, later in pairwise(known))
    lines = [_line(stay, end, today) for stay, end in zip_longest(known, ends)]
    waited: dict[str, int] = {}
    for line in lines:
        for who in line.awaited:
            waited[who] = waited.get(who, 0) + (line.days or 0)
    return StaysShown(lines, list(waited.items()))


def as_known(stays: Sequence[Stay], told: CaseStateChangedV1 | None) -> list[Stay]:
    """Without the decision for those who were not told of it: to them the Panel still has the case."""
    known: list[Stay] = []
    hides = told is not None and told.stage != Stage.DECIDED
    last = max((n for n, one in enumerate(stays) if one.stage != Stage.DECIDED.value), default=-1)
    for number, stay in enumerate(stays):
        if told and hides and number > last:
            stay = Stay(told.stage.value, told.awaited_from, stay.since)  # noqa: PLW2901 - as it is known
        if not known or not stay.is_like(known[-1]):
            known.append(stay)
    return known


def _line(stay: Stay, end: date | None, today: date) -> StayShown:
    is_over = end is None and stay.stage in ENDED
    until = None if is_over else end
    return StayShown(
        stage=stay.stage,
        words=STAGES.get(stay.stage, stay.stage),
        awaited=list(stay.awaited),
        waits_for=upper(listed([AWAITED.get(one, one) for one in stay.awaited])) or "Nobody",
        since=stay.since,
        until=until,
        days=None if is_over else ((end or today) - stay.since).days,
    )


def calendar_days(number: int) -> str:
    """1 day, 3 days."""
    return many(number, "day")


def standing(since: date | None, stage: str, today: date) -> str:
    """``since 4 June 2026, 12 days``; of a case that has ended the day alone."""
    if since is None:
        return ""
    words = f"since {day(since)}"
    return words if stage in ENDED else f"{words}, {calendar_days((today - since).days)}"
