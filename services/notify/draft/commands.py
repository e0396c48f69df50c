"""What may be asked of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Values = Mapping[str, str | list[str]]
"""What stands in the fields of a page, as it was typed, right or wrong."""


@dataclass(frozen=True)
class Start:
    """Begin a notification for an authority."""

    on: date
    by: str
    authority_code: str


@dataclass(frozen=True)
class Save:
    """Keep what was typed on a page.

    ``seen``: the draft's version on the page as it was read. ``form``: the id of the form that was filled in.
    ``on_the_way``: the person is still typing; such a save gives way to any other.
    """

    page: str
    values: Values
    seen: int
    form: UUID
    on_the_way: bool = False


@dataclass(frozen=True)
class AddChild:
    """One more child."""


@dataclass(frozen=True)
class RemoveChild:
    """One child fewer, with all that was typed about it; ``seen``: the draft's version when it was asked."""

    number: int
    seen: int


@dataclass(frozen=True)
class ChangeAuthority:
    """It is another authority that notifies; all that was typed stays."""

    to: str


@dataclass(frozen=True)
class HandOver:
    """Let somebody else write in it too: a person, or whoever is of an organisation."""

    to: str
    by: str


@dataclass(frozen=True)
class TakeBack:
    """Let somebody to whom it was handed over write and read in it no more."""

    holder: str
    by: str


@dataclass(frozen=True)
class Remind:
    """Say that it will be deleted soon."""

    on: date


@dataclass(frozen=True)
class Delete:
    """Delete it, because its time is over or because it is not wanted any more."""

    on: date
    wanted: bool = False


Command = (
    Start | Save | AddChild | RemoveChild | ChangeAuthority | HandOver | TakeBack | Remind | Delete
)
