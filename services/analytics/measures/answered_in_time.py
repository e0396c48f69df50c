"""The national body's own service level for partners' replies: are they answered in its time."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One for each reply that was answered, or said to need no answer."""
    return tuple(Count(one.on, "late" if one.late else "in_time") for one in row.answered)


ANSWERED_IN_TIME = Measure(
    "answered_in_time",
    "Partners' replies answered in time",
    "Replies of partners in the threads of letters, by whether the Panel answered each, or said why it needs no"
    " answer, within its own service level.",
    counts,
    {"in_time": "In time", "late": "Late"},
)
