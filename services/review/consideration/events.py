"""What happened in a consideration. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.review.consideration import preparing
from services.review.consideration.commands import Correct, Decide


@dataclass(frozen=True)
class Received:
    """A round began, without the readers who are shut out since."""

    on: date
    reference: str
    round: int
    shut_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """It is on an agenda."""

    meeting_id: UUID
    meeting_on: date


@dataclass(frozen=True)
class Recused:
    """A member takes no part."""

    member_id: str
    reason: str


@dataclass(frozen=True)
class Decided:
    """The round was decided."""

    command: Decide
    present: int
    recused: int
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Corrected:
    """A decision says something else; ``made``: the whole of it as it stands now."""

    command: Correct
    made: Decide
    number: int
    after_letter: bool


@dataclass(frozen=True)
class LetterIssued:
    """The partners were told; perhaps their decision is awaited."""

    on: date
    awaits_reply: bool


@dataclass(frozen=True)
class Stopped:
    """Nothing more will be considered."""


Event = Received | Listed | Recused | Decided | Corrected | LetterIssued | Stopped | preparing.Event
