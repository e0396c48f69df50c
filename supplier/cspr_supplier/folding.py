"""Names as they are compared: what people write in many ways is one."""

import re
import unicodedata

ACCENTS = range(0x300, 0x370)
NO_LETTER = re.compile(r"[^a-z0-9]")
"""In what has neither accents nor other alphabets."""
LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "\u0131": "i",
        "ŋ": "n",
    }
)
"""Letters that have no accent to take off, as an English register writes them."""


def fold(words: str) -> str:
    """Letters and digits alone: without case, accents, spaces, hyphens and apostrophes.

    The service keeps hashes of folded names: whoever changes this raises ``FOLDING`` there.
    """
    if words.isascii():
        return NO_LETTER.sub("", words.lower())
    apart = unicodedata.normalize("NFKD", words.casefold().translate(LETTERS))
    return "".join(sign for sign in apart if ord(sign) not in ACCENTS and _counts(sign))


def _counts(sign: str) -> bool:
    """Vowel signs are marks in some scripts, and are not an ornament there."""
    return unicodedata.category(sign)[0] in "LNM"
