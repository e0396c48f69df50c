"""Letters of the national body that were taken back after they went out."""

from contracts.correspondence import LetterKind
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One a letter."""
    return tuple(Count(on, kind) for kind, on in row.letters_withdrawn)


LETTERS_WITHDRAWN = Measure(
    "letters_withdrawn",
    "Letters withdrawn",
    "Letters of the Panel that were withdrawn after they had gone out, by kind of letter and by the month"
    " in which they were withdrawn. Another letter may have taken their place.",
    counts,
    {one.value: one.label for one in LetterKind},
)
