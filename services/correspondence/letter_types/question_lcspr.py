"""A question about holding a local review."""

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

QUESTION_LCSPR = LetterType(
    code="question_lcspr",
    title="A question about holding a local review",
    outcome="The Panel questions whether an LCSPR is needed here",
    view="Questions whether an LCSPR is needed",
    awaits_decision=True,
    sample=a_sample(
        partnership_view=View.YES,
        reasons="The rapid review has found most of what a local review could find.",
        advice="We suggest that you weigh what an LCSPR would add to the rapid review.",
        asks=(Asked(1, tuple(Partner), "Your view of what an LCSPR would add."),),
    ),
)
