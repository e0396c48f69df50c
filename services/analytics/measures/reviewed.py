"""Rapid reviews received, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, first_time


def counts(before: CaseRow, row: CaseRow) -> tuple[Count, ...]:
    """One when it happens for the first time."""
    on = first_time(before.reviewed_on, row.reviewed_on)
    return (Count(on, "late" if row.days_late_reviewed else "on_time"),) if on else ()


REVIEWED = Measure("reviewed", "Rapid reviews received", counts)
