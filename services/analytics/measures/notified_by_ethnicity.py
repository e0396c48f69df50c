"""Notifications by the ethnic group of the first child, which is how the national statistics count."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import OF_THE_FIRST_CHILD, Count, Measure
from services.analytics.policy import rules


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (
        (Count(row.incident_on, rules.ethnic_groups().of(row.ethnicity)),)
        if row.incident_on
        else ()
    )


NOTIFIED_BY_ETHNICITY = Measure(
    "notified_by_ethnicity",
    "Notifications by ethnicity",
    f"Serious incidents notified, by ethnic group. {OF_THE_FIRST_CHILD}",
    counts,
    rules.ethnic_groups().words,
    parts_by_year=True,
)
