"""Who is still to be told of a notification: fetched by whoever tells them, and recorded when it was done."""

from datetime import date
from typing import Literal
from uuid import UUID

from contracts.envelope import Body, Document
from contracts.http_words import Day

How = Literal["portal", "email", "api", "other"]


class ToldBody(Body):
    """On which day a body was told, and how."""

    told_on: Day
    how: How


class SendShown(Document):
    """One body that is to be told of one notification, or was told."""

    id: UUID
    reference: str
    recipient: str
    recipient_name: str
    since: date
    told_on: date | None = None
    how: str | None = None


class SendsShown(Document):
    """Those that are still to be told, the oldest first. Ask again with ``next`` while there is one."""

    sends: tuple[SendShown, ...]
    next: str | None = None
