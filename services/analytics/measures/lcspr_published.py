"""LCSPRs published, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, first_time


def counts(before: CaseRow, row: CaseRow) -> tuple[Count, ...]:
    """One when it happens for the first time."""
    on = first_time(before.published_on, row.published_on)
    return (Count(on, "all"),) if on else ()


LCSPR_PUBLISHED = Measure("lcspr_published", "LCSPRs published", counts)
