"""Advice to hold a local review."""

from contracts.codes import Outcome
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


ADVISE_LCSPR = LetterType(
    code="advise_lcspr",
    title="Advice to hold a local review",
    sections=sections,
    sample=a_sample(outcome=Outcome.ADVISE_LCSPR),
)
