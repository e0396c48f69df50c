"""What may be done with a view that a partner raised."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.correspondence.chase import Chase


@dataclass(frozen=True)
class Raise:
    """A partner said something that the Panel is to consider; a reply's words are the reply's.

    ``stated``: the view on an LCSPR that it states; ``words``: its reservation, sealed.
    """

    incident_id: UUID
    reference: str
    source: str
    partner: str
    on: date
    thread_id: UUID | None = None
    numbers: tuple[int, ...] = ()
    stated: str = ""
    words: str | None = None


@dataclass(frozen=True)
class Consider:
    """Say how it counted."""

    by: str
    on: date
    effect: str


@dataclass(frozen=True)
class Answer:
    """Answer it; ``words`` sealed, ``reply_by``: what is asked back is awaited until that day.

    ``letter_id``: the letter that answers it, by going out or as who answered says.
    """

    by: str
    on: date
    way: str
    effect: str | None = None
    words: str | None = None
    document_id: UUID | None = None
    reply_by: date | None = None
    letter_id: UUID | None = None


@dataclass(frozen=True)
class TakeBack:
    """A letter was withdrawn: what it answered waits again."""

    letter_id: UUID


@dataclass(frozen=True)
class Close:
    """Say that it needs no answer."""

    by: str
    on: date
    reason: str
    words: str | None = None


@dataclass(frozen=True)
class Hear:
    """The partner said something in the thread: what was asked back has come."""

    on: date


@dataclass(frozen=True)
class FallDue:
    """A day has come; ``due_on``: the last day of the Panel's own clock."""

    on: date
    due_on: date


Command = Raise | Consider | Answer | TakeBack | Close | Hear | FallDue | Chase
