"""Rapid reviews received."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    if row.reviewed_on is None:
        return ()
    return (Count(row.reviewed_on, "late" if row.reviewed_late else "on_time"),)


REVIEWED = Measure(
    "reviewed",
    "Rapid reviews received",
    "Rapid reviews, by the month their first version was received and whether that was within the time"
    " that guidance gives.",
    counts,
    {"on_time": "In time", "late": "Late"},
)
