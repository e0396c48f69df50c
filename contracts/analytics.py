"""What ``analytics`` announces."""

from datetime import date
from uuid import UUID

from contracts.codes import Theme
from contracts.envelope import Document, Fact, Open, Token, Words


class RegionalShare(Document):
    """How often a theme was recorded in a region, in about as many percent of its reviews.

    A region with few reviews is not told of; ``percent_before``: of as many months before, where they had enough.
    """

    region_code: Open[Token]
    region_name: Open[Words]
    percent: Open[int]
    percent_before: Open[int | None] = None


class ThemeRecurrenceDetectedV1(Fact):
    """A theme recurs across decided reviews; nothing is released until an analyst approves."""

    trend_id: Open[UUID]
    theme: Open[Theme]
    reviews: Open[int]
    of_reviews: Open[int]
    partnerships: Open[int]
    of_partnerships: Open[int]
    percent: Open[float]
    window_months: Open[int]
    as_of: Open[date]
    data_set_version: Open[Token]
    rule_version: Open[Token]
    regions: Open[tuple[RegionalShare, ...]] = ()
    regions_months: Open[int | None] = None


class TrendReleasedV1(Fact):
    """An analyst released a detected trend; ``regions_months``: the months that the regions' shares are of."""

    trend_id: Open[UUID]
    theme: Open[Theme]
    reviews: Open[int]
    of_reviews: Open[int]
    partnerships: Open[int]
    of_partnerships: Open[int]
    percent: Open[float]
    as_of: Open[date]
    data_set_version: Open[Token]
    released_by: Open[Words]
    released_on: Open[date]
    regions: Open[tuple[RegionalShare, ...]] = ()
    regions_months: Open[int | None] = None
