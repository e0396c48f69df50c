"""A question about holding a local review."""

from contracts.codes import Outcome, View
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (
        *part.common(data),
        part.yours_to_decide(data),
        *part.local_context(data),
    )


QUESTION_LCSPR = LetterType(
    code="question_lcspr",
    title="A question about holding a local review",
    sections=sections,
    sample=a_sample(
        outcome=Outcome.QUESTION_LCSPR,
        partnership_view=View.YES,
        advice="Share what you learn with the services that work with families.",
    ),
)
