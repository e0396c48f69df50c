"""Request for information."""

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
        kind.asks(data),
        kind.feedback(data),
        kind.positions(data),
        *kind.local_context(data),
    )


REQUEST_INFORMATION = LetterType(
    code="request_information",
    title="Request for information",
    sections=sections,
    sample=kind.a_sample(outcome=Outcome.REQUEST_INFO),
)
