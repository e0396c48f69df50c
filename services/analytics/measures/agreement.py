"""Agreement between the national body and the partnership, when a case is decided."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure

WORDS = {True: "agreed", False: "differed", None: "no_view_to_compare"}


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the case is decided."""
    return (Count(row.decided_on, WORDS[row.agreement]),) if row.decided_on else ()


AGREEMENT = Measure(
    "agreement",
    "Agreement on local reviews",
    "Cases decided, by whether the Panel's view on holding an LCSPR was the partnership's own.",
    counts,
    {"agreed": "Agreed", "differed": "Differed", "no_view_to_compare": "No view to compare"},
)
