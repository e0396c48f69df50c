"""HTTP bodies that ``correspondence`` takes beside commands: from partners' case systems."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from contracts.envelope import Body, Document
from contracts.letter_course import Clarity


class ReplyBody(Body):
    """A reply to a letter."""

    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    paragraph: int | None = None
    numbers: tuple[int, ...] = ()
    document_id: UUID | None = None


class ApprovalBody(Body):
    """What was read of a letter, and why it goes out in spite of what is doubtful in it.

    ``seen`` is the ``digest`` of the words that were read: without it nothing goes out.
    """

    override: Annotated[str | None, Field(max_length=20_000)] = None
    seen: Annotated[str | None, Field(max_length=64)] = None


class LetterWithdrawalBody(Body):
    """Why a letter that went out is taken back: its recipients read it."""

    why: Annotated[str, Field(min_length=3, max_length=2_000)]


class LetterFeedbackBody(Body):
    """Whether a letter was clear, and what was not."""

    clear: Clarity
    words: Annotated[str | None, Field(max_length=4_000)] = None


class MailboxBody(Body):
    """Another address to write to."""

    mailbox: Annotated[str, Field(max_length=320)]


class CommandAnswer(Document):
    """What became of a command; ``being recorded``: ask again, at ``/v1/commands/{command_id}``."""

    command_id: UUID
    type: str
    outcome: Literal["done", "being recorded"]
