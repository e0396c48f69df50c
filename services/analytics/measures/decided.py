"""Cases decided, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.decided_on, row.outcome or ""),) if row.decided_on else ()


DECIDED = Measure("decided", "Cases decided", counts)
