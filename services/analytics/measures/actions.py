"""The actions of partnerships' ledgers, by how far they have come."""

from services.analytics.measures.case_row import CaseRow
from services.analytics.measures.kind import Count, Measure
from services.analytics.measures.local_row import ActionRow

PARTS = {
    "planned": "Planned",
    "evidenced": "With evidence",
    "improved": "Measured: improved",
    "not_improved": "Measured: no change, or worse",
    "too_early": "Measured: too early to say",
    "not_pursued": "Not pursued",
}


def counts(row: CaseRow) -> tuple[Count, ...]:
    """One an action, in the month in which it was entered."""
    return tuple(Count(one.added_on, part_of(one)) for one in row.local.actions)


def part_of(action: ActionRow) -> str:
    """How far it has come: an effect is what was measured."""
    if action.closed_as == "not_pursued":
        return "not_pursued"
    if action.result:
        return {"improved": "improved", "too_early": "too_early"}.get(action.result, "not_improved")
    return "evidenced" if action.has_evidence else "planned"


ACTIONS = Measure(
    "actions",
    "Actions of partnerships' ledgers",
    "Actions that partnerships entered in their ledgers, by the month of entry and how far each has come."
    " What was done is shown by evidence, and its effect by what was measured.",
    counts,
    PARTS,
)
