"""Cases decided."""

from contracts.codes import Outcome
from services.analytics.measures.case_row import FURTHER, CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once it has happened."""
    return (Count(row.decided_on, row.outcome or ""),) if row.decided_on else ()


DECIDED = Measure(
    "decided",
    "Cases decided",
    "Cases on which the Panel has decided, by the month of the latest deciding round; a round that asks"
    " for more does not count.",
    counts,
    {one.value: one.label for one in Outcome if one not in FURTHER},
)
