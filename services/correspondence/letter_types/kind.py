"""What every kind of letter shares: its headings in their order, its standard lines."""

from dataclasses import dataclass

from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.context import local_context
from services.correspondence.letter_types.data import LetterData
from services.correspondence.letter_types.frame import TEMPLATE_VERSION, framed
from services.correspondence.render.content import Letter

OF_A_VIEW = ("strengths", "criteria", "decision_making", "analysis", "learning")
"""What a letter gives that tells the Panel's view of a rapid review."""


@dataclass(frozen=True)
class LetterType:
    """A kind of letter: what is its own. Its headings and their order are those of every letter.

    ``outcome``: what the Panel thinks in one sentence, without its full stop; ``view``: the same in a few words
    beside the partnership's. ``awaits_decision``: it starts the
    clock of the partners' decision. ``needs``: what of the data it is doubtful without.
    """

    code: str
    title: str
    outcome: str
    view: str
    sample: LetterData
    awaits_decision: bool = False
    needs: tuple[str, ...] = OF_A_VIEW

    def render(self, data: LetterData) -> Letter:
        """The content tree of one letter; a correction tells the outcome of what it corrects."""
        outcome, view = self.outcome, self.view
        if data.corrected:
            outcome, view = data.corrected.outcome, data.corrected.view
        return framed(
            self.title,
            data,
            sections=(
                part.who_we_are(data.lines),
                part.what_we_think(data, outcome),
                part.strengths(data),
                part.views_side_by_side(data, view),
                part.why(data),
                part.feedback(data, later="analysis" not in self.needs),
                part.positions(data),
                *part.asks(data),
                *part.advice(data),
                part.yours_to_decide(data, awaited=self.awaits_decision),
                *local_context(data),
            ),
            small_print=(
                (
                    f"Guidance: {data.guidance_version}. Learning framework: {data.framework_year}."
                    f" Letter template: {TEMPLATE_VERSION}."
                ),
                *part.advised_before(data),
            ),
        )
