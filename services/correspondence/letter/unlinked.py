"""Advice whose basis is not said: it warns the person who approves the letter. Pure."""

from collections.abc import Iterator

from services.correspondence.letter_types.data import LetterData


def unlinked(data: LetterData) -> Iterator[tuple[str, str]]:
    """Where a link of a piece of advice is missing, and which."""
    for one in data.advice_items:
        place = f"Our advice, advice {one.number}"
        if one.criterion is None:
            yield place, "It is tied to no criterion."
        elif not one.evidence:
            yield place, "It is tied to no piece of evidence."
