"""How plain a letter is to read."""

from dataclasses import replace
from datetime import date

import pytest

from services.correspondence.letter.plain import Plain, plain, sentences, syllables
from services.correspondence.letter_types import BY_CODE, LETTER_TYPES
from services.correspondence.letter_types.kind import LetterType
from services.correspondence.letter_types.sample import a_sample
from services.correspondence.policy.plain import plain_rule
from services.correspondence.render.content import Letter, Paragraph, Rows, Section

RULE = plain_rule(date(2026, 6, 8))


def a_letter(*texts: str) -> Letter:
    blocks = tuple(Paragraph(text, number) for number, text in enumerate(texts, 1))
    whole = BY_CODE["advise_lcspr"].render(a_sample())
    return replace(whole, sections=(Section("Why", blocks),))


def read(*texts: str) -> Plain:
    found = plain(a_letter(*texts), RULE)
    assert found
    return found


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("the", 1),
        ("home", 1),
        ("table", 2),
        ("looked", 1),
        ("visited", 3),
        ("services", 3),
        ("learning", 2),
        ("safeguarding", 4),
        ("I", 1),
    ],
)
def test_syllables_are_counted_as_they_are_heard(word: str, number: int) -> None:
    assert syllables(word) == number


def test_a_text_is_split_where_a_sentence_ends_and_not_at_a_number() -> None:
    said = ["It rose by 2.5 points.", "Was it seen?", "“No.”", "It was not."]
    assert sentences(" ".join(said)) == said


def test_short_words_in_short_sentences_are_plain_and_long_ones_are_not() -> None:
    easy = read("The nurse saw the child at home. She told the school what she had seen.")
    hard = read(
        "Notwithstanding considerable organisational complexity, multidisciplinary practitioners"
        " demonstrated insufficient professional curiosity regarding familial relationships."
    )
    assert (easy.band, hard.band) == ("plain", "very hard")
    assert (easy.score > 80, hard.score < 30) == (True, True)
    assert easy.age < 12 < hard.age


def test_a_sentence_of_more_than_25_words_is_named_with_its_place() -> None:
    long = " ".join(["We saw"] * 13)
    assert read(f"{' '.join(['We'] * 25)}.").long == []
    assert read("All is well with us here.", f"{long}.").long == [
        ("Why, paragraph 2", f"{long}."),
    ]


def test_a_cell_is_read_only_where_it_is_a_sentence() -> None:
    rows = Rows("Criteria", ("Criterion", "Finding"), (("Regulation 11", "Met"),))
    letter = replace(a_letter(), sections=(Section("Why", (rows,)),))
    assert plain(letter, RULE) is None


@pytest.mark.parametrize("kind", LETTER_TYPES, ids=lambda kind: kind.code)
def test_every_kind_of_letter_has_a_score(kind: LetterType) -> None:
    found = plain(kind.render(kind.sample), RULE)
    assert found
    assert 0 < found.score < 100
