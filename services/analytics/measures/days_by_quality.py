"""Time that a rapid review took, by how good the Panel found it: quicker is to be seen beside better."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, days_between

PARTS = {
    "strong": "Strong: at least half of the markers, and none weak",
    "sufficient": "Sufficient: no marker is weak",
    "weak": "Weak: at least one marker is weak",
}


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has come and was judged."""
    if part := quality_of(row.markers):
        return tuple(
            Count(one.on, part, one.days) for one in days_between(row.notified_on, row.reviewed_on)
        )
    return ()


def quality_of(judged: tuple[str, ...]) -> str | None:
    """A plain reading of all markers together; None where none was judged."""
    if not judged:
        return None
    if "weak" in judged:
        return "weak"
    return "strong" if judged.count("strong") * 2 >= len(judged) else "sufficient"


DAYS_BY_QUALITY = Measure(
    "days_by_quality",
    "Days to a rapid review, by its quality",
    "Calendar days from the notification to the first version of the rapid review, by the Panel's markers"
    " of quality: the median of the cases whose review was received in the month.",
    counts,
    PARTS,
    unit="days",
)
