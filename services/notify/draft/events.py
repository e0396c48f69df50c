"""What may have happened to a draft."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.notify.draft.commands import Values


@dataclass(frozen=True)
class Started:
    """A notification was begun."""

    on: date
    by: str
    authority_code: str


@dataclass(frozen=True)
class Saved:
    """What was typed on a page was kept."""

    page: str
    values: Values
    form: UUID


@dataclass(frozen=True)
class ChildAdded:
    """There is one child more."""

    number: int


@dataclass(frozen=True)
class ChildRemoved:
    """There is one child fewer."""

    number: int


@dataclass(frozen=True)
class AuthorityChanged:
    """Another authority notifies."""

    authority_code: str


@dataclass(frozen=True)
class HandedOver:
    """Somebody else may write in it too."""

    to: str
    by: str


@dataclass(frozen=True)
class TakenBack:
    """Somebody may not write in it any more."""

    holder: str


@dataclass(frozen=True)
class Reminded:
    """It was said that it will be deleted soon."""

    on: date


@dataclass(frozen=True)
class Deleted:
    """It is gone."""


Event = (
    Started
    | Saved
    | ChildAdded
    | ChildRemoved
    | AuthorityChanged
    | HandedOver
    | TakenBack
    | Reminded
    | Deleted
)
