"""Notifications by whether the first child was looked after, which is how the national statistics count."""

from contracts.notify import YesNo
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import OF_THE_FIRST_CHILD, Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.incident_on, row.looked_after),) if row.incident_on else ()


NOTIFIED_BY_LOOKED_AFTER = Measure(
    "notified_by_looked_after",
    "Notifications by whether the child was looked after",
    f"Serious incidents notified, by whether the child was looked after. {OF_THE_FIRST_CHILD}",
    counts,
    {one.value: one.label for one in YesNo},
    parts_by_year=True,
)
