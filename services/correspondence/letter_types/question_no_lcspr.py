"""A question about not holding a local review."""

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

QUESTION_NO_LCSPR = LetterType(
    code="question_no_lcspr",
    title="A question about not holding a local review",
    outcome="The Panel asks whether there is more to learn than the rapid review could show",
    view="Questions the decision not to hold an LCSPR",
    awaits_decision=True,
    sample=a_sample(
        partnership_view=View.NO,
        reasons="The evidence named below speaks for learning that the rapid review did not reach.",
        advice="We suggest that you look again at the evidence named below.",
        asks=(Asked(1, tuple(Partner), "Your decision, in the light of this evidence."),),
    ),
)
