"""Notifications by the age at the incident of the first child, which is how the national statistics count."""

from contracts.notify import AgeBand
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import OF_THE_FIRST_CHILD, Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.incident_on, row.age_band),) if row.incident_on else ()


NOTIFIED_BY_AGE = Measure(
    "notified_by_age",
    "Notifications by age",
    f"Serious incidents notified, by age at the incident. {OF_THE_FIRST_CHILD}",
    counts,
    {one.value: one.label for one in AgeBand},
    parts_by_year=True,
)
