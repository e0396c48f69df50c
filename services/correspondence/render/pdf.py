"""A letter as tagged PDF (PDF/UA-1 and PDF/A-2a); the same letter gives the same bytes."""

from dataclasses import asdict

from services.correspondence.render.content import Letter
from services.correspondence.render.typeset import tree_of, typeset


def pdf(letter: Letter) -> bytes:
    """The letter's PDF."""
    tree = asdict(letter) | {"sections": [tree_of(one) for one in letter.sections]}
    return typeset("letter.typ", "letter", tree, ["ua-1", "a-2a"])
