"""HTTP bodies about letters that a person words: on a local review, or anew before another approves them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from contracts.codes import Partner
from contracts.envelope import Body, Document
from contracts.http_words import Day, Readable

ASKS_MAX = 6
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    Readable,
]
Part = Annotated[str, Field(max_length=20_000), Readable]


class LetterAskBody(Body):
    """One thing that a letter asks, of whom, and by when."""

    text: Text
    asked_of: Annotated[tuple[Partner, ...], Field(min_length=1, max_length=3)]
    due_on: Day | None = None


class ReviewLetterBody(Body):
    """What a letter on a local review says; ``seen``: the fact that it was written about."""

    seen: UUID
    comments: Text
    strengths: Text | None = None
    asks: Annotated[tuple[LetterAskBody, ...], Field(max_length=ASKS_MAX)] = ()
    advice: Text | None = None


class LetterAskDraft(Body):
    """One thing that may be asked."""

    text: Part = ""
    asked_of: Annotated[tuple[Partner, ...], Field(max_length=3)] = ()
    due_on: Day | None = None


class ReviewLetterDraftBody(Body):
    """What is saved for later of such a letter, however little."""

    seen: UUID | None = None
    comments: Part = ""
    strengths: Part = ""
    asks: Annotated[tuple[LetterAskDraft, ...], Field(max_length=ASKS_MAX)] = ()
    advice: Part = ""


class ToldLine(Document):
    """What was told, in the words of the letter."""

    what: str
    words: str


class ReviewLetterOffered(Document):
    """A letter that may be begun: what it answers, and the letter where it is begun already."""

    kind: str
    title: str
    seen: UUID
    told: tuple[ToldLine, ...]
    needs_strengths: bool
    letter_id: UUID | None


class LetterPart(Body):
    """One text of a letter: its part, as it is named there, and the words."""

    part: Annotated[str, Field(max_length=60)]
    text: Part


class LetterTextsBody(Body):
    """The texts of a letter put anew; a part that is left out keeps its words.

    ``seen`` is the ``digest`` of what was read.
    """

    seen: Annotated[str, Field(max_length=64)]
    texts: Annotated[tuple[LetterPart, ...], Field(min_length=1, max_length=40)]


class SendBackBody(Body):
    """Why a letter is not approved."""

    reason: Text
