"""Your decision is awaited."""

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
        kind.yours_to_decide(data),
    )


DECISION_MISSING = LetterType(
    code="decision_missing",
    title="Your decision is awaited",
    sections=sections,
    sample=kind.a_sample(outcome=Outcome.DECISION_MISSING),
)
