"""What a letter that went out should have said: the decision was corrected since."""

from datetime import date

from services.correspondence.letter_types.data import Corrected
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample

CORRECTION = LetterType(
    code="correction",
    title="Correction of our letter",
    outcome="The Panel has corrected its decision",
    view="As corrected in this letter",
    sample=a_sample(
        national_candidate=False,
        corrected=Corrected(
            on=date(2026, 6, 8),
            parts=("the reasons", "our advice"),
            why="Two paragraphs of another draft stood in our letter.",
            outcome="The Panel advises you to hold an LCSPR",
            view="Advises an LCSPR",
        ),
    ),
    needs=(),
)
