"""When a letter is plain to read, of ``plain.toml``."""

from dataclasses import dataclass
from datetime import date

from chassis.dated import in_force, tables


@dataclass(frozen=True)
class PlainRule:
    """Bands of Flesch's reading ease, the best first, and how many words a sentence may have."""

    version: str
    sentence_words_max: int
    bands: tuple[tuple[int, str], ...]

    def band(self, score: int) -> str:
        """A score in words."""
        return next(words for least, words in self.bands if score >= least)


def plain_rule(on: date) -> PlainRule:
    """The rule of a day."""
    row = in_force(tables(__package__, "plain.toml")["plain"], on)
    bands = tuple((one["from_score"], one["words"]) for one in row["bands"])
    return PlainRule(row["version"], row["sentence_words_max"], bands)
