"""What was done although a rule says otherwise."""

from contracts.review.lcspr_ending import BreachKind
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One a breach."""
    return tuple(Count(on, kind) for kind, on in row.local.breaches)


BREACHES = Measure(
    "breaches",
    "Breaches recorded",
    "Reports published before their copies had been out for seven working days, or taken down before a"
    " year had passed, by the month in which it happened.",
    counts,
    {one.value: one.label for one in BreachKind},
)
