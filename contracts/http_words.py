"""The words, names and days that bodies hold: what is taken, and what is refused in plain English."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from contracts.envelope import Code, OpenCode

C = TypeVar("C", bound=Code)
EARLIEST = date(1990, 1, 1)
ANCIENT = "ancient"
"""The kind of error of a day before that."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
UNSEEN = ("Cf", "Co", "Zl", "Zp")
SPACES_AND_HYPHENS = re.compile(r"[\s\u2010-\u2015-]")
JOINERS = "\u200c\u200d"
"""How letters meet is part of how some names are written."""
LOST = "\ufffd"
DIGITS_OF_A_NAME_MAX = 5


def _readable(text: str) -> str:
    """No database and no page holds the characters that only steer machines."""
    if CONTROL.search(text):
        raise ValueError("This holds control characters; remove them")
    return text


def _seen(text: str) -> str:
    """What reads alike is alike: nothing hides in a name or reference, or turns it around."""
    for sign in text:
        if sign not in JOINERS and unicodedata.category(sign) in UNSEEN:
            raise ValueError(
                f"This holds a character that nobody sees (U+{ord(sign):04X}); remove it"
            )
    if LOST in text:
        raise ValueError("A character of this was lost on the way (U+FFFD); send it in UTF-8")
    return text


def _named(text: str) -> str:
    """Twin 2 is called so for a while; nobody is called by six digits."""
    if sum(map(str.isdigit, text)) > DIGITS_OF_A_NAME_MAX:
        raise ValueError("This looks like a number or a date, not a name; give it in its own field")
    return text


def digits_of(nhs_number: str) -> str:
    """An NHS number without the spaces and hyphens that people part it with."""
    return SPACES_AND_HYPHENS.sub("", nhs_number)


def _written_as_a_date(value: object) -> object:
    """A number, or a date with a time, would be taken for some day or other."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("Give a real date as YYYY-MM-DD")
    if isinstance(value, (bool, int, float)):
        raise ValueError("Give a real date as YYYY-MM-DD")  # noqa: TRY004 - pydantic wants it so
    return value


def _not_ancient(day: date) -> date:
    """A year typed wrong is the usual cause."""
    if day < EARLIEST:
        raise PydanticCustomError(ANCIENT, "Give a date after 1990")
    return day


def _choose(codes: type[Code]) -> str:
    return f"Choose one of: {', '.join(codes)}"


def one_of(codes: type[C]) -> BeforeValidator:
    """A code that readers of facts would take as "other" is a slip of the pen in what is sent."""

    def known(value: object) -> object:
        if isinstance(value, str) and value not in list(codes):
            raise ValueError(_choose(codes))
        return value

    return BeforeValidator(known)


def unknown_codes(said: Any, read: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Where a command said a code that no list has and that was read as "other": pointer and reason of each."""
    if isinstance(read, OpenCode) and isinstance(said, str) and said != read:
        yield {"pointer": pointer, "reason": f"{_choose(type(read))}."}
    elif isinstance(read, BaseModel) and isinstance(said, Mapping):
        for name, value in said.items():
            yield from unknown_codes(value, getattr(read, name), f"{pointer}/{name}")
    elif isinstance(read, tuple) and isinstance(said, Sequence):
        for place, (value, one) in enumerate(zip(said, read, strict=False)):
            yield from unknown_codes(value, one, f"{pointer}/{place}")


Readable = AfterValidator(_readable)
Seen = AfterValidator(_seen)
Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Readable, Seen
]
Name = Annotated[Word, AfterValidator(_named)]
Narrative = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000), Readable
]
AuthorityCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")]
Day = Annotated[date, BeforeValidator(_written_as_a_date), AfterValidator(_not_ancient)]
Said = Annotated[bool, Field(strict=True)]
"""True or false; 0, "no" or "off" is a slip of the pen."""
