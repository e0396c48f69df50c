"""Advice to hold a local review."""

from services.correspondence.letter_types.kind import OF_A_VIEW, LetterType
from services.correspondence.letter_types.sample import a_sample

ADVISE_LCSPR = LetterType(
    code="advise_lcspr",
    title="Advice to hold a local review",
    outcome="The Panel advises you to hold an LCSPR",
    view="Advises an LCSPR",
    awaits_decision=True,
    needs=(*OF_A_VIEW, "advice"),
    sample=a_sample(),
)
