"""What a person types to find cases, as a question to the index of their words. Pure."""

import re

from contracts.codes import Theme

WORD = re.compile(r"[^\W_]+")
NOTHING = "'/'"
"""Of no case: what was typed holds no word."""


def question(words: str, theme: str = "") -> str | None:
    """A ``tsquery``: every word begins one of the case's, or a theme of it; None where nothing is sought."""
    typed = words.strip()
    parts = [_any_of(one) for one in WORD.findall(typed.lower())]
    if typed and not parts:
        return NOTHING
    if theme:
        parts.append(_lexeme(Theme(theme)))
    return " & ".join(parts) or None


def _any_of(word: str) -> str:
    themes = [
        one for one in Theme if any(w.startswith(word) for w in WORD.findall(one.label.lower()))
    ]
    return " | ".join(["(" + f"'{word}':*", *map(_lexeme, themes)]) + ")"


def _lexeme(theme: Theme) -> str:
    return f"'theme/{theme.value}'"
