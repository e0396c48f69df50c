"""The Panel's views on your rapid review."""

from contracts.codes import Outcome, View
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (*part.common(data), *part.local_context(data))


OTHER = LetterType(
    code="other",
    title="The Panel's views on your rapid review",
    sections=sections,
    sample=a_sample(
        outcome=Outcome.OTHER,
        partnership_view=View.NONE_REACHED,
        advice="Share what you learn with the services that work with families.",
    ),
)
