"""Whether local reviews were published within six months, and what was late explained."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure

PUBLIC = ("published", "improvements_only")


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once something of it is public."""
    local = row.local
    if local.ended_on is None or local.ended_as not in PUBLIC:
        return ()
    late = "late_explained" if local.explained else "late"
    return (Count(local.ended_on, late if local.ended_late else "on_time"),)


LCSPR_ON_TIME = Measure(
    "lcspr_on_time",
    "LCSPRs published in time",
    "LCSPRs of which the report or the improvements were published, by the month of publication and whether"
    " that was within six months. An explanation does not move the date.",
    counts,
    {
        "on_time": "In time",
        "late_explained": "Late, explained",
        "late": "Late, not explained",
    },
)
