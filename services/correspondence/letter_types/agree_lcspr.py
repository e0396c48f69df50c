"""Agreement that a local review is held."""

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

AGREE_LCSPR = LetterType(
    code="agree_lcspr",
    title="Agreement that a local review is held",
    outcome="The Panel agrees with you that an LCSPR should be held",
    view="Agrees that an LCSPR should be held",
    awaits_decision=True,
    sample=a_sample(
        partnership_view=View.YES,
        reasons="The rapid review names learning that a local review can take further.",
        asks=(
            Asked(
                1,
                tuple(Partner),
                "Your confirmed decision, with the date on which the LCSPR begins.",
            ),
        ),
    ),
)
