"""What sets a case beside others: released figures, the partnership's own reviews, matching material."""

from collections.abc import Sequence
from datetime import date

from chassis.calendar import add_months
from chassis.conn import Conn
from contracts.analytics import TrendReleasedV1
from contracts.codes import Theme
from contracts.review.consideration import DecisionRecordedV1
from services.correspondence import directory
from services.correspondence.letter_types.data import (
    LocalContext,
    Material,
    National,
    Own,
    Regional,
)
from services.correspondence.read_models import trends
from services.correspondence.resource import store as resources

THEMES_MAX, MATERIAL_MAX, MONTHS = 3, 5, 18
"""A letter is no report. The months are those of the regions' shares where none is released yet."""


async def contexts(
    conn: Conn, decision: DecisionRecordedV1, partnership: str, on: date
) -> tuple[LocalContext, ...]:
    """The themes of a case of which anything is known beyond it; of the others nothing is said."""
    themes = decision.themes[:THEMES_MAX]
    released = await trends.released(conn, themes)
    region = await directory.region_of(conn, partnership) or ""
    found = []
    for theme in themes:
        trend = released.get(theme)
        months = (trend.regions_months if trend else None) or MONTHS
        first, middle = add_months(on, -2 * months), add_months(on, -months)
        own = await trends.own(conn, partnership, theme, decision.incident_id, (first, middle, on))
        if trend or own.reviews or own.reviews_before:
            found.append(_context(theme, trend, region, own, months))
    return tuple(found)


async def material(conn: Conn, themes: Sequence[Theme]) -> tuple[Material, ...]:
    """What the library has on these themes."""
    found = await resources.on_themes(conn, themes)
    return tuple(Material(one.title, one.address) for one in found[:MATERIAL_MAX])


def _context(
    theme: Theme, trend: TrendReleasedV1 | None, region: str, own: Own, months: int
) -> LocalContext:
    shares = trend.regions if trend else ()
    here = next((one for one in shares if one.region_code == region), None)
    return LocalContext(
        theme=theme.label,
        national=_national(trend) if trend else None,
        regional=Regional(here.region_name, here.percent, here.percent_before) if here else None,
        own=own,
        months=months,
    )


def _national(trend: TrendReleasedV1) -> National:
    return National(
        trend.reviews,
        trend.of_reviews,
        trend.percent,
        trend.partnerships,
        trend.of_partnerships,
        trend.as_of,
        trend.data_set_version,
    )
