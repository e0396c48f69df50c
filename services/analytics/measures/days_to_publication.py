"""Time of an LCSPR, from its beginning to its publication."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the stage has ended."""
    return days_between(row.lcspr_on, row.published_on)


DAYS_TO_PUBLICATION = Measure(
    "days_to_publication",
    "Days from beginning to publishing an LCSPR",
    "Calendar days from the partners' decision on an LCSPR to its publication: the median of those"
    " published in the month.",
    counts,
    unit="days",
)
