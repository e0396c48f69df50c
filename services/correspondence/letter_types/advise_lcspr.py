"""Advice to hold a local review."""

from contracts.codes import Outcome
from services.correspondence.letter_types import kind
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (
        kind.who_we_are(data),
        kind.what_we_think(data),
        kind.strengths(data),
        kind.views_side_by_side(data),
        kind.why(data),
        kind.feedback(data),
        kind.positions(data),
        kind.advice(data),
        kind.yours_to_decide(data),
        *kind.local_context(data),
    )


ADVISE_LCSPR = LetterType(
    code="advise_lcspr",
    title="Advice to hold a local review",
    sections=sections,
    sample=kind.a_sample(outcome=Outcome.ADVISE_LCSPR),
)
