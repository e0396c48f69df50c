"""Time with the partnership, until its rapid review is received."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the stage has ended."""
    return days_between(row.notified_on, row.reviewed_on)


DAYS_TO_REVIEW = Measure(
    "days_to_review",
    "Days from notification to rapid review",
    "Calendar days from the notification to the first version of the rapid review: the median of the"
    " cases whose review was received in the month.",
    counts,
    unit="days",
)
