"""Agreement that the rapid review is enough."""

from contracts.codes import Outcome
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.kind import LetterData, LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.render.content import Section


def sections(data: LetterData) -> tuple[Section, ...]:
    """The sections in their order."""
    return (*part.common(data), *part.local_context(data))


AGREE_NO_LCSPR = LetterType(
    code="agree_no_lcspr",
    title="Agreement that the rapid review is enough",
    sections=sections,
    sample=a_sample(
        outcome=Outcome.AGREE_NO_LCSPR,
        advice="Share what you learn with the services that work with families.",
    ),
)
