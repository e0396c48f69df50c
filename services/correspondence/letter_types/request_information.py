"""Request for information."""

from contracts.codes import Outcome
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (
        part.who_we_are(data),
        part.what_we_think(data),
        part.strengths(data),
        part.views_side_by_side(data),
        part.why(data),
        part.asks(data),
        part.feedback(data),
        part.positions(data),
        *part.local_context(data),
    )


REQUEST_INFORMATION = LetterType(
    code="request_information",
    title="Request for information",
    sections=sections,
    sample=a_sample(outcome=Outcome.REQUEST_INFO),
)
