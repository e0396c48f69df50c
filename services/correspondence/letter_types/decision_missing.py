"""Your decision is awaited."""

from contracts.codes import View
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

DECISION_MISSING = LetterType(
    code="decision_missing",
    title="Your decision is awaited",
    outcome="The Panel awaits your decision on an LCSPR",
    view="None yet: awaits your decision",
    awaits_decision=True,
    needs=(),
    sample=a_sample(
        partnership_view=View.NONE_REACHED,
        reasons="The rapid review sets out what happened, and does not say what the partners decided.",
        advice="We suggest that you decide once all three partners have read the chronology.",
    ),
)
