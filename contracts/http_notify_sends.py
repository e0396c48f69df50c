"""Who is still to be told of a notification: fetched by whoever tells them, and recorded when it was done."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import StringConstraints, model_validator

from contracts.envelope import Body, Document
from contracts.http_receipt import About
from contracts.http_words import Day, Readable

How = Literal["portal", "email", "api", "other"]
FewWords = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=60), Readable
]
"""How a body was told, where no other way fits; sealed, and no place for what happened to a child."""
Ground = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=5, max_length=200), Readable
]


class ToldBody(Body):
    """On which day a body was told, and how; another way needs words."""

    told_on: Day
    how: How
    words: FewWords | None = None


class ToldCorrectionBody(Body):
    """What is right, and why it was recorded otherwise; without a day and a way: the body was not told."""

    told_on: Day | None = None
    how: How | None = None
    words: FewWords | None = None
    reason: Ground

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.told_on is None) != (self.how is None):
            raise ValueError("Say the day and the way, or neither: then the body was not told")
        return self


class SendShown(Document):
    """One body that is to be told of one notification, or was told.

    ``about``: of the notification, or that it is withdrawn; ``due_on``: until when; ``late``: it was, or is, later.
    """

    id: UUID
    reference: str
    recipient: str
    recipient_name: str
    since: date
    told_on: date | None = None
    how: str | None = None
    about: About = "notification"
    due_on: date | None = None
    late: bool = False


class SendsShown(Document):
    """Those that are still to be told, the oldest first, or were, the latest first. Ask again with ``next`` while there is one."""

    sends: tuple[SendShown, ...]
    next: str | None = None
