"""Notifications by whether they came in time."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened; an amendment of the date of awareness may move it."""
    if row.incident_on is None:
        return ()
    return (Count(row.incident_on, "late" if row.notified_late else "on_time"),)


NOTIFIED_ON_TIME = Measure(
    "notified_on_time",
    "Notifications in time",
    "Serious incidents notified, by whether it was within the time that guidance gives.",
    counts,
    {"on_time": "In time", "late": "Late"},
)
