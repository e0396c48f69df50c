"""Request for information."""

from contracts.codes import Outcome, View
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (*part.common(data), *part.local_context(data))


REQUEST_INFORMATION = LetterType(
    code="request_information",
    title="Request for information",
    sections=sections,
    sample=a_sample(
        outcome=Outcome.REQUEST_INFO,
        partnership_view=View.NONE_REACHED,
        advice="Share what you learn with the services that work with families.",
    ),
)
