"""Notifications by the kind of place in which the incident happened."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure
from services.analytics.policy import rules


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.incident_on, rules.locations().of(row.location)),) if row.incident_on else ()


NOTIFIED_BY_LOCATION = Measure(
    "notified_by_location",
    "Notifications by where it happened",
    "Serious incidents notified, by the kind of place in which they happened.",
    counts,
    rules.locations().words,
    parts_by_year=True,
)
