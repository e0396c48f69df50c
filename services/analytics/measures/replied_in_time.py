"""The national body's service level: is its letter out by the day on which its reply was due."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the first letter is issued; a changed calendar may have moved the day."""
    if row.letter_on is None or row.reply_due_on is None:
        return ()
    return (Count(row.letter_on, "late" if row.letter_on > row.reply_due_on else "in_time"),)


REPLIED_IN_TIME = Measure(
    "replied_in_time",
    "The Panel's replies in time",
    "First letters to the partners, by whether each was issued by the day on which the Panel's reply was due.",
    counts,
    {"in_time": "In time", "late": "Late"},
)
