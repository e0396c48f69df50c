"""What is doubtful in a letter: it warns the person who approves it, and stops nothing. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contracts.codes import Finding, Partner
from services.correspondence.directory import Addressee
from services.correspondence.letter.naming import named_in
from services.correspondence.letter.unlinked import unlinked
from services.correspondence.letter_types.data import LetterData
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.local_data import LocalData
from services.correspondence.letter_types.local_kind import LocalLetterType
from services.correspondence.render.content import Letter, body
from services.correspondence.render.pdf import not_shown
from services.correspondence.render.typeset import STAND_IN

_THEM = r"(?:you|(?:the )?(?:three )?(?:safeguarding )?(?:partners?|partnership|authority|board|police))"
_TONE = re.compile(
    r"\b(?:(?:we|the panel) (?:\w+ )?(?:instruct|require|direct|order)s?"
    rf"|{_THEM} (?:must(?! have)|(?:are|is|will be) (?:\w+ )?(?:instructed|required|directed|obliged)))\b",
    re.IGNORECASE,
)
"""The Panel telling partners what to do; an infant who required surgery is told of as before."""
FEEDBACK = "Feedback on decision, analysis and learning"
MISSING = {
    "strengths": ("Strengths", "No strength is named."),
    "criteria": ("Why", "No criterion is answered."),
    "decision_making": (FEEDBACK, "Nothing is said on the partners' decision."),
    "analysis": (FEEDBACK, "Nothing is said on their analysis."),
    "learning": (FEEDBACK, "Nothing is said on their learning."),
    "advice": ("Our advice", "A review is advised, and no advice is given on it."),
    "asks": ("What we ask and by when", "Information is asked for, and none is named."),
}
"""Fields of the letter's data: where they would stand, and what is doubtful without them."""


@dataclass(frozen=True)
class Doubt:
    """One doubt: its code, where it stands, and why it is one."""

    code: str
    place: str
    words: str


def doubts(
    content: Letter, data: LetterData, kind: LetterType, to: Sequence[Addressee]
) -> tuple[Doubt, ...]:
    """Everything doubtful in a letter, in the order in which it is read."""
    return (
        *_in_words(content),
        *_missing(data, kind),
        *(Doubt("unlinked", *where) for where in unlinked(data)),
        *_addresses(to),
    )


def doubts_on_review(
    content: Letter, data: LocalData, kind: LocalLetterType, to: Sequence[Addressee]
) -> tuple[Doubt, ...]:
    """The same of a letter on a local review; something asked for without a day is doubtful."""
    return (
        *_in_words(content),
        *(Doubt("missing", *MISSING[name]) for name in kind.needs if not getattr(data, name)),
        *(
            Doubt("missing", f"What we ask and by when, request {one.number}", "No day is said.")
            for one in data.asks
            if one.due_on is None
        ),
        *_addresses(to),
    )


def _in_words(content: Letter) -> Iterator[Doubt]:
    lost = not_shown(content)
    for place, said in body(content):
        text = " ".join(said)
        yield from in_text(place, text)
        yield from (
            Doubt("not_shown", place, f"It says “{sign}”: in the PDF “{STAND_IN}” stands for it.")
            for sign in lost
            if sign in text
        )


def in_text(place: str, text: str) -> Iterator[Doubt]:
    """What is doubtful in some words, wherever they stand."""
    plain = " ".join(text.split())
    for found in _TONE.finditer(plain):
        words = f"It says “{found.group()}”: the Panel advises, it does not instruct or require."
        yield Doubt("tone", place, words)
    for name in named_in(text):
        yield Doubt("identity", place, f"It says “{name}”: a letter names no person.")


def _missing(data: LetterData, kind: LetterType) -> Iterator[Doubt]:
    for name in kind.needs:
        given = data.advice_items if name == "advice" else ()
        if not getattr(data, name) and not given:
            yield Doubt("missing", *MISSING[name])
    for answer in data.criteria:
        if answer.finding is not Finding.UNCLEAR and not (answer.reason and answer.evidence):
            yield Doubt(
                "missing", f"Why, {answer.criterion.label}", "Reason or evidence is missing."
            )


def _addresses(to: Sequence[Addressee]) -> Iterator[Doubt]:
    reached = {one.partner for one in to if one.is_reached}
    for partner in Partner:
        if partner not in reached:
            words = f"No address is known for the {partner.label.lower()}."
            yield Doubt("no_address", "Recipients", words)
