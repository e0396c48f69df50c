"""What case systems send and get after a notification was sent, beside the receipt."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from contracts.envelope import Body, Document
from contracts.http_notify import ChildBody
from contracts.http_words import AuthorityCode, Day, Narrative, Readable, Word

Reference = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class ChildAdditionBody(Body):
    """A child that the notification did not name."""

    child: ChildBody
    reason: Narrative


class IdentityBody(Body):
    """Who a child is; what is left out stays as it was, and null takes it away."""

    family_name: Word | None = None
    given_names: Word | None = None
    date_of_birth: Day | None = None
    expected_date_of_birth: Day | None = None
    nhs_number: str | None = None
    address: Annotated[str, StringConstraints(max_length=500), Readable] | None = None
    reason: Narrative


class ReassignmentBody(Body):
    """The authority whose incident it is."""

    authority_code: AuthorityCode
    reason: Narrative


class DuplicateBody(Body):
    """The notification of the same incident that goes on."""

    duplicate_of: Reference
    reason: Narrative


class QuestionBody(Body):
    """A question on the threshold."""

    question: Narrative


class MoveShown(Document):
    """One thing that may be done, or why not; ``source``: the rule that says so."""

    move: str
    means: str
    method: Literal["POST", "PUT"]
    path: str
    open: bool
    reason: str | None = None
    source: str | None = None


class Moves(Document):
    """What the caller may do now with one notification."""

    reference: str
    state: str
    moves: tuple[MoveShown, ...]


class Change(Document):
    """One thing that changed of a notification; the receipt says how it stands now.

    ``recipient``: whom a change is about that is about a body that must be told.
    """

    reference: str
    sender_reference: str | None
    incident_id: UUID
    what: str
    means: str
    version: int
    at: datetime
    recipient: str | None = None


class Changes(Document):
    """Changes in order. Ask again with ``next``, at once while there is ``more``."""

    changes: tuple[Change, ...]
    next: str
    more: bool


class PossibleDuplicate(Document):
    """Another notification that may be of the same incident; a person decides.

    ``reference`` is absent where the caller may not read the other one.
    """

    reference: str | None
    authority_name: str
    because: tuple[str, ...]
    proposed_at: datetime
    outcome: str | None


class PossibleDuplicates(Document):
    """What may be the same incident as one notification."""

    reference: str
    possible: tuple[PossibleDuplicate, ...]


class WebhookBody(Body):
    """Where to send a hint that something changed."""

    url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class WebhookSecret(Document):
    """A secret to verify signatures with, told this once."""

    id: UUID
    secret: str
    made_at: datetime


class WebhookShown(Document):
    """A sender's webhook as it stands; ``new_secret`` is there once, when it was made."""

    url: str
    secrets: tuple[UUID, ...]
    waiting: int
    given_up: int
    last_delivered_at: datetime | None
    last_failure: str | None
    new_secret: WebhookSecret | None = None


class WebhookHint(Document):
    """The data of a webhook's CloudEvent: which notification, and where to read on. Nothing else."""

    reference: str
    cursor: Annotated[str, Field(description="give it to /v1/changes?since=")]
