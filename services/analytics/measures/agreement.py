"""Agreement between the national body and the partnership, when a case is decided."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure, first_time

WORDS = {True: "agreed", False: "differed", None: "no_view_to_compare"}


def counts(before: CaseRow, row: CaseRow) -> tuple[Count, ...]:
    """One when a case is decided for the first time."""
    on = first_time(before.decided_on, row.decided_on)
    return (Count(on, WORDS[row.agreement]),) if on else ()


AGREEMENT = Measure("agreement", "Agreement on local reviews", counts)
