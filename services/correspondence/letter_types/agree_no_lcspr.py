"""Agreement that the rapid review is enough."""

from contracts.codes import Partner
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

AGREE_NO_LCSPR = LetterType(
    code="agree_no_lcspr",
    title="Agreement that the rapid review is enough",
    outcome="The Panel agrees with you that the rapid review is enough",
    view="Agrees that the rapid review is enough",
    sample=a_sample(
        national_candidate=False,
        reasons="The rapid review found the learning there is, and says who acts on it.",
        advice="We suggest that you share what you learned with the services that work with families.",
        asks=(Asked(1, (Partner.AUTHORITY,), "A note on what has changed in practice."),),
    ),
)
