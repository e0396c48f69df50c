"""What the partners decided in the end, beside what the national body had held."""

from services.analytics.measures.agreement_matrix import panel
from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure

PARTS = {
    "agreed_yes": "Panel agreed, an LCSPR is held",
    "agreed_no": "Panel agreed, none is held",
    "questioned_yes": "Panel questioned, an LCSPR is held",
    "questioned_no": "Panel questioned, none is held",
    "advised_yes": "Panel advised one, an LCSPR is held",
    "advised_no": "Panel advised one, none is held",
    "other_yes": "No view of the Panel, an LCSPR is held",
    "other_no": "No view of the Panel, none is held",
    "open": "The partners have not decided in the end",
}


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One, once the partners have decided."""
    if row.final_on is None:
        return ()
    decided = row.final in ("yes", "no")
    return (Count(row.final_on, f"{panel(row)}_{row.final}" if decided else "open"),)


PARTNERS_FINALLY = Measure(
    "partners_finally",
    "What the partners decided in the end",
    "Cases in which the partners recorded their final decision on an LCSPR, by what the Panel held.",
    counts,
    PARTS,
)
