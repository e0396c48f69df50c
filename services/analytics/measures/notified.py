"""Notifications received."""

from contracts.notify import IncidentKind
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened; one that is withdrawn was still received."""
    return (Count(row.incident_on, row.kind),) if row.incident_on else ()


NOTIFIED = Measure(
    "notified",
    "Notifications received",
    "Serious incidents notified, by the month they were received; those withdrawn later are included,"
    " deaths of care leavers are not: they are a series of their own.",
    counts,
    {one.value: one.label for one in IncidentKind if one is not IncidentKind.CARE_LEAVER_DEATH},
)
