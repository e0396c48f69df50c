"""Your decision is awaited."""

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


DECISION_MISSING = LetterType(
    code="decision_missing",
    title="Your decision is awaited",
    sections=sections,
    sample=a_sample(
        outcome=Outcome.DECISION_MISSING,
        partnership_view=View.NONE_REACHED,
        advice="Share what you learn with the services that work with families.",
    ),
)
