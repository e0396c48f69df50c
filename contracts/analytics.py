"""What ``analytics`` announces."""

from datetime import date
from uuid import UUID

from contracts.codes import Theme
from contracts.envelope import Fact, Open, Token, Words


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


class TrendReleasedV1(Fact):
    """An analyst released a detected trend."""

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
