"""Notifications by the sex of the first child, which is how the national statistics count."""

from contracts.notify import Sex
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import OF_THE_FIRST_CHILD, Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.incident_on, row.sex),) if row.incident_on else ()


NOTIFIED_BY_SEX = Measure(
    "notified_by_sex",
    "Notifications by sex",
    f"Serious incidents notified, by sex. {OF_THE_FIRST_CHILD}",
    counts,
    {one.value: one.label for one in Sex},
    parts_by_year=True,
)
