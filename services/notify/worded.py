"""Codes of this service's own that carry the words people read. Pure."""

from enum import StrEnum
from typing import Self


class Worded(StrEnum):
    """A code and its words: ``LINKED = "linked", "Taken to be one child"``."""

    words: str

    def __new__(cls, value: str, words: str = "") -> Self:
        """Keep the words beside the value."""
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member
