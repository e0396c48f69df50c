"""Notifications received, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.notified_on, row.kind),) if row.notified_on else ()


NOTIFIED = Measure("notified", "Notifications received", counts)
