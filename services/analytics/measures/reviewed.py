"""Rapid reviews received, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (
        (Count(row.reviewed_on, "late" if row.days_late_reviewed else "on_time"),)
        if row.reviewed_on
        else ()
    )


REVIEWED = Measure("reviewed", "Rapid reviews received", counts)
