"""What every kind of letter on a local review shares: the headings of every letter, as far as they apply."""

from dataclasses import dataclass, replace

from services.correspondence.letter_types import local_sections as own
from services.correspondence.letter_types import sections as part
from services.correspondence.letter_types.frame import TEMPLATE_VERSION, framed
from services.correspondence.letter_types.local_data import LocalData
from services.correspondence.render.content import Letter


@dataclass(frozen=True)
class LocalLetterType:
    """A kind of letter that no decision is in: a person writes it about what was told of a local review.

    ``outcome`` and ``view`` as in ``LetterType``; ``answers``: the facts that it may answer; ``comments_on``:
    what ``review`` calls that which is commented on, where it records a comment of the Panel on it.
    ``advises_on``: what its advice is about, as ``review`` calls it. ``needs``: what of the data it is doubtful without.
    """

    code: str
    title: str
    begin: str
    outcome: str
    view: str
    answers: tuple[str, ...]
    sample: LocalData
    advises_on: str
    comments_on: str | None = None
    needs: tuple[str, ...] = ()
    awaits_decision: bool = False

    def render(self, data: LocalData) -> Letter:
        """The content tree of one letter."""
        return framed(
            self.title,
            data,
            sections=(
                part.who_we_are(data.lines),
                own.what_we_think(data, self.outcome),
                own.strengths(data),
                own.yours_and_ours(data, self.view),
                own.why(data),
                *own.asks(data),
                *own.advice(data),
                own.yours_to_decide(data),
            ),
            small_print=(f"Letter template: {TEMPLATE_VERSION}.",),
        )

    def bare(self, data: LocalData) -> Letter:
        """The same letter with nothing typed: the standard of its kind."""
        nothing = replace(data, strengths=None, comments="", asks=(), advice=None, replaced=None)
        return self.render(nothing)
