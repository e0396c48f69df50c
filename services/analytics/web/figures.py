"""One measure as one reader may have it, for the API, the page and its chart alike.

What was computed is kept until a further fact comes, so that a page, its chart and the next reader do not
compute it again; whoever asks meanwhile waits for the one computation.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from chassis.db import Database
from chassis.identity import Actor
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.measures import MEASURES
from services.analytics.measures.kind import Measure
from services.analytics.policy import rules
from services.analytics.releases.cube import financial_year
from services.analytics.releases.linked import kin
from services.analytics.releases.metadata import Release
from services.analytics.releases.tidy import Row, tidy

KEPT_MAX = 8
BY_NAME = {measure.name: measure for measure in MEASURES}


@dataclass(frozen=True)
class Figures:
    """Rows, what must be read with them, and the areas that can be asked for."""

    release: Release
    rows: Sequence[Row]
    areas: Sequence[queries.Area]


Computation = asyncio.Task[Figures]


@dataclass(frozen=True)
class Shelf:
    """The figures that were asked for last, each for as long as it is the latest."""

    db: Database
    made_up: bool
    _kept: dict[tuple[str, bool], Computation] = field(default_factory=dict)

    async def of(self, measure: Measure, actor: Actor, *, protected: bool = False) -> Figures:
        """All rows of a measure; ``protected`` asks for the public view even where more may be seen."""
        protected = protected or not POLICY.may(actor, "see_unrounded")
        async with self.db.read() as conn:
            data = await queries.data_set(conn)
        at = (measure.name, protected)
        held = self._kept.pop(at, None)
        if held is None or _is_stale(held, data):
            held = asyncio.create_task(self._compute(measure, protected=protected))
        self._kept[at] = held  # the latest asked for stands last
        while len(self._kept) > KEPT_MAX:
            del self._kept[next(iter(self._kept))]
        return await asyncio.shield(held)

    async def _compute(self, measure: Measure, *, protected: bool) -> Figures:
        async with self.db.read() as conn:
            await queries.at_one_moment(conn)
            data = await queries.data_set(conn)
            lines, areas = await queries.lines(conn, measure.name), await queries.areas(conn)
            same_cases = kin(measure.name) if protected else ()
            held = [(BY_NAME[one], await queries.lines(conn, one)) for one in same_cases]
        rule = rules.disclosure() if protected else None
        release = Release(measure, data, self.made_up, rule)
        running = financial_year(release.read_on) if release.read_on else ""
        rows = await asyncio.to_thread(
            tidy, measure, lines, areas, rule, release.version, running, held
        )
        return Figures(release, rows, areas)


def _is_stale(held: Computation, data: queries.DataSet) -> bool:
    """Whether it failed, or was of other facts; one that still runs is as new as can be had."""
    if not held.done():
        return False
    return held.cancelled() or held.exception() is not None or held.result().release.data != data
