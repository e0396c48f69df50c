"""Agreement that the rapid review is enough."""

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
        *kind.local_context(data),
    )


AGREE_NO_LCSPR = LetterType(
    code="agree_no_lcspr",
    title="Agreement that the rapid review is enough",
    sections=sections,
    sample=kind.a_sample(outcome=Outcome.AGREE_NO_LCSPR),
)
