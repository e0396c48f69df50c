"""Notifications by whether the first child has a disability, which is how the national statistics count."""

from contracts.notify import YesNo
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import OF_THE_FIRST_CHILD, Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.incident_on, row.disability),) if row.incident_on else ()


NOTIFIED_BY_DISABILITY = Measure(
    "notified_by_disability",
    "Notifications by disability",
    f"Serious incidents notified, by whether the child has a disability. {OF_THE_FIRST_CHILD}",
    counts,
    {one.value: one.label for one in YesNo},
    parts_by_year=True,
)
