"""Time with the national body, until its letter goes out."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the first letter is issued; later rounds are later letters."""
    return days_between(row.reviewed_on, row.letter_on)


DAYS_TO_LETTER = Measure(
    "days_to_letter",
    "Days from rapid review to the Panel's letter",
    "Waiting on the Panel: calendar days from the first version of the rapid review to the first letter,"
    " the median of the cases whose letter was issued in the period.",
    counts,
    unit="days",
)
