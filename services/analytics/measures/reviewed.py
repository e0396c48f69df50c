"""Rapid reviews received."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    if row.reviewed_on is None:
        return ()
    return (Count(row.reviewed_on, "late" if row.days_late_reviewed else "on_time"),)


REVIEWED = Measure(
    "reviewed",
    "Rapid reviews received",
    "Rapid reviews, by the month their first version was received and whether that was in time.",
    counts,
    {"on_time": "In time", "late": "Late"},
)
