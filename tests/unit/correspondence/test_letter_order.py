"""Whoever knows one letter of the Panel finds their way in any other."""

import pytest

from services.correspondence.letter_types import LETTER_TYPES
from services.correspondence.letter_types.kind import LetterType

ORDER = (
    "What the Panel is and cannot do",
    "What we think",
    "Strengths",
    "Your view and ours",
    "Why",
    "Feedback on decision, analysis and learning",
    "The three partners' positions",
    "What we ask and by when",
    "Our advice",
    "The decision is yours",
    "Local context",
)
WHERE_THE_PARTNERS_DECIDE = "The decision is yours"


@pytest.mark.need("D2")
@pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)
def test_every_letter_has_the_same_headings_in_the_same_order(kind: LetterType) -> None:
    shown = [section.heading for section in kind.render(kind.sample).sections]
    left_out = {WHERE_THE_PARTNERS_DECIDE} - set(shown)
    assert shown == [heading for heading in ORDER if heading not in left_out]


@pytest.mark.need("D2")
@pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)
def test_every_letter_names_the_version_it_was_made_by(kind: LetterType) -> None:
    made = " ".join(kind.render(kind.sample).small_print)
    assert "Letter template: letters-" in made
    assert "Guidance: " in made
