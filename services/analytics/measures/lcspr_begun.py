"""Local reviews begun."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has begun."""
    return (Count(row.lcspr_on),) if row.lcspr_on else ()


LCSPR_BEGUN = Measure(
    "lcspr_begun",
    "LCSPRs begun",
    "LCSPRs on which the partners decided, by the month of their decision.",
    counts,
)
