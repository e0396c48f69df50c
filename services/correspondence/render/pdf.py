"""A letter as tagged PDF (PDF/UA-1 and PDF/A-2a); the same letter gives the same bytes."""

import re
from dataclasses import asdict

from services.correspondence.render.content import Letter, words
from services.correspondence.render.typeset import replaced, tree_of

USUAL = re.compile(r"[\n\t -~\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac]*")
"""Letters of western and central Europe, and what stands between words: every font of ours has them."""


def pdf(letter: Letter) -> bytes:
    """The letter's PDF."""
    return _set(letter)[0]


def not_shown(letter: Letter) -> tuple[str, ...]:
    """The signs of a letter for which another stands in its PDF; it is set only where it has an unusual one."""
    if all(USUAL.fullmatch(line) for line in words(letter)):
        return ()
    return _set(letter)[1]


def _set(letter: Letter) -> tuple[bytes, tuple[str, ...]]:
    tree = asdict(letter) | {"sections": [tree_of(one) for one in letter.sections]}
    return replaced("letter.typ", "letter", tree, ["ua-1", "a-2a"])
