"""What a letter on a local review is written from, its text opened for this rendering alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from contracts.codes import Partner
from services.correspondence.letter_types.data import Replaced
from services.correspondence.policy.lines import first_texts


@dataclass(frozen=True)
class AskedBy:
    """One thing asked for, with the day by which; None: no day was said."""

    number: int
    asked_of: tuple[Partner, ...]
    text: str
    due_on: date | None


@dataclass(frozen=True)
class LocalData:
    """All that a letter on a local review may need; ``told``: what the partners had told, a row each."""

    reference: str
    partnership: str
    recipients: tuple[str, ...]
    on: date
    told: tuple[tuple[str, str], ...]
    comments: str
    strengths: str | None = None
    asks: tuple[AskedBy, ...] = ()
    advice: str | None = None
    replaced: Replaced | None = None
    signed_by: str = ""
    lines: Mapping[str, str] = field(default_factory=first_texts)
    made_up: bool = True
