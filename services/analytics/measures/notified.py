"""Notifications received, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, first_time


def counts(before: CaseRow, row: CaseRow) -> tuple[Count, ...]:
    """One when it happens for the first time."""
    on = first_time(before.notified_on, row.notified_on)
    return (Count(on, row.kind),) if on else ()


NOTIFIED = Measure("notified", "Notifications received", counts)
