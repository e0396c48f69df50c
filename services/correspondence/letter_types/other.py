"""The Panel's views on your rapid review."""

from contracts.codes import Partner, View
from services.correspondence.letter_types.data import Asked
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

OTHER = LetterType(
    code="other",
    title="The Panel's views on your rapid review",
    outcome="The Panel has considered your rapid review",
    view="None on an LCSPR in this letter",
    sample=a_sample(
        national_candidate=False,
        partnership_view=View.NONE_REACHED,
        reasons="The partners are still to say which of them leads; the learning is clear.",
        advice="We suggest that you share what you learned with the services that work with families.",
        asks=(Asked(1, tuple(Partner), "Which partner leads, and from which day."),),
    ),
)
