"""The parts of a receipt that tell what became of a notification after it was sent."""

from datetime import date
from typing import Literal
from uuid import UUID

from contracts.envelope import Document


class NumberedChild(Document):
    """A child as later moves name it; the id stays, whatever is corrected."""

    number: int
    person_id: UUID


class ThresholdAdvice(Document):
    """One question on the threshold and, once it is given, the national body's advice.

    The words are absent once they were erased, and from what is kept of earlier versions.
    """

    id: UUID
    asked_on: date
    question: str | None = None
    answered_on: date | None = None
    answer: str | None = None
    paragraph: str | None = None
    framework_version: str | None = None


About = Literal["notification", "withdrawal"]
"""Of what a body must be told."""
SendState = Literal["to_be_told", "told", "announced", "ended"]


class Send(Document):
    """A body that must be told of the notification, or (``about``) that it is withdrawn.

    ``told`` once somebody has recorded it; ``ended``: the notification concerns it no more. ``announced``: the
    service said so by itself, as it did before sends were recorded, and on which day.
    """

    recipient: str
    state: SendState
    since: date
    told_on: date | None = None
    about: About = "notification"


class Became(Document):
    """What became of the incident after notifying, as far as the partners were told."""

    stage: str
    stage_means: str
    awaited_from: tuple[str, ...] = ()
    review_due_on: date | None = None
    review_received_on: date | None = None
    review_version: int = 0
    letter_on: date | None = None
    letter_round: int = 0
