"""One measure as one reader may have it, for the API, the page and its chart alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.conn import Conn
from chassis.identity import Actor
from services.analytics import queries
from services.analytics.access import POLICY
from services.analytics.measures.kind import Measure
from services.analytics.policy import rules
from services.analytics.releases.metadata import Release
from services.analytics.releases.tidy import Row, tidy


@dataclass(frozen=True)
class Figures:
    """Rows, what must be read with them, and the areas that can be asked for."""

    release: Release
    rows: Sequence[Row]
    areas: Sequence[queries.Area]


async def figures_for(
    conn: Conn, measure: Measure, actor: Actor, *, made_up: bool, protected: bool = False
) -> Figures:
    """All rows of a measure; ``protected`` asks for the public view even where more may be seen."""
    all_of_it = POLICY.may(actor, "see_unrounded") and not protected
    rule = None if all_of_it else rules.disclosure()
    release = Release(measure, await queries.data_set(conn), made_up, rule)
    lines, areas = await queries.lines(conn, measure.name), await queries.areas(conn)
    return Figures(release, tidy(measure, lines, areas, rule, release.version), areas)
