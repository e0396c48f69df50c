"""Cases decided, by month, region and authority."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, first_time


def counts(before: CaseRow, row: CaseRow) -> tuple[Count, ...]:
    """One when it happens for the first time."""
    on = first_time(before.decided_on, row.decided_on)
    return (Count(on, row.outcome or ""),) if on else ()


DECIDED = Measure("decided", "Cases decided", counts)
