"""How plain a letter, or another text, is to read: Flesch's reading ease, a reading age, and its long sentences. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.correspondence.policy.plain import PlainRule
from services.correspondence.render.content import Letter, body

PROSE_WORDS_MIN = 5
"""What is shorter is a heading of a row or a finding, and no sentence."""
_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"\u201d)]))\s+(?=[\"\u201c(]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouydt]ed|[^aeiouyscxzgh]es)$")


@dataclass(frozen=True)
class Plain:
    """``score`` from 0, hard, to 100, plain; the age of who has learned to read that; long sentences."""

    score: int
    age: int
    band: str
    long: Sequence[tuple[str, str]]


def plain(letter: Letter, rule: PlainRule) -> Plain | None:
    """How plain a letter is; None where there is nothing to read."""
    return _plain(body(letter), rule)


def plain_text(place: str, text: str, rule: PlainRule) -> Plain | None:
    """How plain a text is that stands by itself; None where there is nothing to read."""
    return _plain([(place, tuple(text.splitlines()))], rule)


def _plain(parts: Iterable[tuple[str, Sequence[str]]], rule: PlainRule) -> Plain | None:
    said = list(_prose(parts))
    words = [word for _, one in said for word in _WORD.findall(one)]
    if not words:
        return None
    a_sentence, a_word = len(words) / len(said), sum(map(syllables, words)) / len(words)
    score = round(min(100, max(0, 206.835 - 1.015 * a_sentence - 84.6 * a_word)))
    age = round(max(5, 0.39 * a_sentence + 11.8 * a_word - 15.59 + 5))
    long = [one for one in said if len(_WORD.findall(one[1])) > rule.sentence_words_max]
    return Plain(score, age, rule.band(score), long)


def syllables(word: str) -> int:
    """About how many a word has: groups of vowels, less an ending that is not heard."""
    plain_word = word.lower()
    heard = len(_VOWELS.findall(plain_word)) - bool(_SILENT.search(plain_word))
    return max(1, heard)


def sentences(text: str) -> list[str]:
    """A text, sentence by sentence."""
    return [one for one in _END.split(" ".join(text.split())) if one]


def _prose(parts: Iterable[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
    for place, texts in parts:
        for one in (one for text in texts for one in sentences(text)):
            if len(_WORD.findall(one)) >= PROSE_WORDS_MIN:
                yield place, one
