"""How local reviews ended."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has ended."""
    local = row.local
    return (Count(local.ended_on, local.ended_as),) if local.ended_on else ()


LCSPR_ENDED = Measure(
    "lcspr_ended",
    "How LCSPRs ended",
    "LCSPRs that ended, by the month of their end: published, or not, for reasons that were stated.",
    counts,
    {
        "published": "Report published",
        "improvements_only": "Improvements published, not the report",
        "not_published": "Not published, for stated reasons",
        "discontinued": "Ended without a report",
        "superseded": "Overtaken by a national review",
    },
)
