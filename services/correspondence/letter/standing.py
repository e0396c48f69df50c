"""The standard lines of a letter: which stand in it, in which version, and which of them have expired. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from services.correspondence.letter.doubts import Doubt
from services.correspondence.letter_types.data import day
from services.correspondence.policy.lines import first_lines
from services.correspondence.render.content import Letter, words
from services.correspondence.standard_line.domain import Line


def texts(lines: Mapping[str, Line]) -> Mapping[str, str]:
    """What each line says now."""
    return {code: line.now.wording.text for code, line in lines.items()}


def used(content: Letter, lines: Mapping[str, Line]) -> Sequence[Line]:
    """The lines whose words stand in a letter."""
    said = words(content)
    return [line for line in lines.values() if any(line.now.wording.text in text for text in said)]


def pinned(lines: Sequence[Line]) -> tuple[str, ...]:
    """``code:version`` of each."""
    return tuple(f"{line.code}:{line.now.number}" for line in lines)


def expired(lines: Sequence[Line], on: date) -> Iterator[Doubt]:
    """A doubt for each line that is out of date on a day."""
    for line in lines:
        if line.is_expired(on):
            last = day(line.now.wording.expires_on)
            said = f"This standard line expired after {last}. Replace it, or say why it is used."
            yield Doubt("expired_line", first_lines()[line.code].title, said)
