"""Time with the partnership, after the national body has decided."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the partners have decided after the national body."""
    return days_between(row.decided_on, row.final_on)


DAYS_TO_PARTNERS_DECISION = Measure(
    "days_to_partners_decision",
    "Days from the Panel's decision to the partners'",
    "Waiting on the partnership: calendar days from the Panel's decision to the partners' final decision on"
    " an LCSPR, the median of the cases in which the partners decided in the period.",
    counts,
    unit="days",
)
