"""Time with the national body, until it has decided."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the stage has ended; rounds that ask for more are part of it."""
    return days_between(row.reviewed_on, row.decided_on)


DAYS_TO_DECISION = Measure(
    "days_to_decision",
    "Days from rapid review to decision",
    "Calendar days from the first version of the rapid review to the Panel's decision, waiting for"
    " answers included: the median of the cases decided in the month.",
    counts,
    unit="days",
)
