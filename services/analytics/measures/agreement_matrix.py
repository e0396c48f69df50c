"""The partnership's view beside the national body's, when a case is decided."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure

PANEL = {
    "agree_lcspr": "agreed",
    "agree_no_lcspr": "agreed",
    "question_lcspr": "questioned",
    "question_no_lcspr": "questioned",
    "advise_lcspr": "advised",
}
PARTS = {
    "yes_agreed": "Partners yes, Panel agreed",
    "yes_questioned": "Partners yes, Panel questioned",
    "yes_other": "Partners yes, Panel gave no view",
    "no_agreed": "Partners no, Panel agreed",
    "no_questioned": "Partners no, Panel questioned",
    "no_advised": "Partners no, Panel advised one",
    "no_other": "Partners no, Panel gave no view",
    "open_questioned": "Partners undecided, Panel questioned one",
    "open_advised": "Partners undecided, Panel advised one",
    "open_other": "Partners undecided, Panel gave no view",
}


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the case is decided."""
    if row.decided_on is None:
        return ()
    side = row.view if row.view in ("yes", "no") else "open"
    return (Count(row.decided_on, f"{side}_{panel(row)}"),)


def panel(row: CaseRow) -> str:
    """What the national body held, in one word."""
    return PANEL.get(row.outcome or "", "other")


AGREEMENT_MATRIX = Measure(
    "agreement_matrix",
    "The partners' view and the Panel's",
    "Cases decided, by the partnership's view on holding an LCSPR and by what the Panel held of it.",
    counts,
    PARTS,
)
