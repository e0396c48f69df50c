"""LCSPRs published."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.published_on),) if row.published_on else ()


LCSPR_PUBLISHED = Measure(
    "lcspr_published",
    "LCSPRs published",
    "Local child safeguarding practice reviews, by the month of publication.",
    counts,
)
