"""What ``notify`` answers to each of many: a receipt, or what is wrong with it."""

from typing import Annotated

from pydantic import Field

from contracts.envelope import Document
from contracts.http_notify import Receipt
from contracts.http_problem import Problem


class AcceptedItem(Document):
    """One of many that was taken, now or when it was sent before."""

    item: Annotated[int, Field(ge=0)]
    sender_reference: str
    receipt: Receipt
    warnings: tuple[str, ...]


class RefusedItem(Document):
    """One of many that was not taken; the others are not touched by it.

    The reference is null where none could be read. The last line may tell of the batch itself.
    """

    item: Annotated[int, Field(ge=0)]
    sender_reference: str | None
    problem: Problem


ItemResult = AcceptedItem | RefusedItem
