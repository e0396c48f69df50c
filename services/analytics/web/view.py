"""What the page of trends shows, ready to be laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from chassis.identity import Actor
from chassis.web.words import day
from contracts.analytics import ThemeRecurrenceDetectedV1
from services.analytics.access import POLICY
from services.analytics.measures import MEASURES
from services.analytics.queries import Area, TrendRow
from services.analytics.releases.metadata import LIVE, MADE_UP, UNROUNDED, WARNING, Release
from services.analytics.web.chart import size_in
from services.analytics.web.figures import Figures
from services.analytics.web.filters import FilterForm
from services.analytics.web.table import BY, Table, table


@dataclass(frozen=True)
class TrendView:
    """A recurring theme in words."""

    id: str
    theme: str
    figures: str
    basis: str
    released: str = ""


@dataclass(frozen=True)
class TrendsView:
    """All of the page."""

    table: Table
    release: Release
    areas: Sequence[Area]
    shown: FilterForm
    trends: Sequence[TrendView]
    detected: Sequence[TrendView]
    may_release: bool
    may_see_unrounded: bool
    may_see_detected: bool

    warning = WARNING
    unrounded = UNROUNDED
    live = LIVE
    by_options = tuple(BY.items())
    measure_options = tuple((measure.name, measure.title) for measure in MEASURES)

    @property
    def regions(self) -> list[tuple[str, str]]:
        """Regions to choose from, by name."""
        return sorted(
            {(one.region_code, one.region_name) for one in self.areas}, key=lambda r: r[1]
        )

    @property
    def query(self) -> str:
        """The filters as an address carries them."""
        return query_of(self.shown)

    @property
    def other_view(self) -> str:
        """The same page with small numbers protected, or without."""
        return query_of(self.shown.model_copy(update={"protected": not self.shown.protected}))

    @property
    def download(self) -> str:
        """The API's address of these figures; ``format`` is still to be added."""
        named = {"region": self.shown.region, "authority": self.shown.authority}
        asked = {name: code for name, code in named.items() if code}
        protected = {"protected": "true"} if self.shown.protected else {}
        return (
            f"/v1/measures/{self.shown.measure}?{urlencode({**asked, **protected, 'format': ''})}"
        )

    @property
    def chart_size(self) -> tuple[int, int]:
        """Width and height in CSS pixels, so that the page does not jump when the picture comes."""
        width, height = size_in(self.table)
        return round(96 * width), round(96 * height)


def view_of(
    figures: Figures,
    shown: FilterForm,
    actor: Actor,
    trends: Sequence[TrendRow],
    detected: Sequence[TrendRow],
) -> TrendsView:
    """The page for this reader."""
    return TrendsView(
        table(figures.release, figures.rows, shown.asked),
        figures.release,
        figures.areas,
        shown,
        [trend_view(one) for one in latest(trends)],
        [trend_view(one) for one in detected],
        POLICY.may(actor, "release"),
        POLICY.may(actor, "see_unrounded"),
        POLICY.may(actor, "see_detected"),
    )


def query_of(shown: FilterForm) -> str:
    """The filters that differ from none, as a query."""
    said: dict[str, Any] = shown.model_dump(exclude_defaults=True)
    return urlencode(
        {name: str(value).lower() if value is True else value for name, value in said.items()}
    )


def chart_note(release: Release) -> str:
    """Version, warning and, where it applies, that all is made up."""
    made_up = f" {MADE_UP}" if release.made_up else ""
    return f"Data set {release.version}. Not a performance measure.{made_up}"


def latest(trends: Sequence[TrendRow]) -> list[TrendRow]:
    """The latest of each theme; they come with the latest first."""
    found: dict[str, TrendRow] = {}
    for one in trends:
        found.setdefault(one.theme, one)
    return list(found.values())


def trend_view(row: TrendRow) -> TrendView:
    """How many of how many reviews, of how many partnerships, and on what basis."""
    found = ThemeRecurrenceDetectedV1.model_validate(row.figures)
    released = f"Released on {day(row.released_at)}." if row.released_at else ""
    return TrendView(
        str(row.id),
        found.theme.label,
        f"{found.reviews} of {found.of_reviews} reviews ({found.percent}%),"
        f" {found.partnerships} of {found.of_partnerships} partnerships",
        f"Reviews decided in the {found.window_months} months to {day(found.as_of)}; data set"
        f" {found.data_set_version}, rule {found.rule_version}.{_regions(found)}",
        released,
    )


def _regions(found: ThemeRecurrenceDetectedV1) -> str:
    """What letters tell of regions, rounded; nothing where no region has enough reviews."""
    said = [
        f"{one.region_name} {one.percent}%"
        + (f" (before: {one.percent_before}%)" if one.percent_before is not None else "")
        for one in found.regions
    ]
    return (
        f" By region, about, in {found.regions_months} months: {', '.join(said)}." if said else ""
    )
