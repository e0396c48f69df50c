"""Many at once: each has an outcome of its own, in order; what is under way has a limit."""

import asyncio
from collections.abc import AsyncIterator

from pydantic import ValidationError

from chassis.identity import Actor
from chassis.web.problems import problem_of
from contracts.http_notify import NotificationBody, Receipt
from contracts.http_notify_batch import AcceptedItem, ItemResult, RefusedItem
from contracts.http_problem import Problem
from services.notify.notification import checks
from services.notify.notification.handlers import Notifications
from services.notify.notification.items import Item
from services.notify.notification.json_text import flaws_of
from services.notify.notification.look_again import look_again
from services.notify.notification.misplaced import misplaced
from services.notify.notification.together import TOGETHER_MAX

UNDER_WAY_MAX = 2 * TOGETHER_MAX
"""While one transaction is carried out, the next is read: no more of a batch is ever held."""


async def submit_many(
    notifications: Notifications, items: AsyncIterator[Item], actor: Actor
) -> AsyncIterator[ItemResult]:
    """An outcome for each item, in order, each known by its sender's own reference.

    What ``items`` raises is raised once the outcomes of all that came before it are told.
    """
    under_way: asyncio.Queue[asyncio.Task[ItemResult] | None] = asyncio.Queue(UNDER_WAY_MAX)

    async def read() -> Exception | None:
        number, failure = 0, None
        try:
            async for item in items:
                one = _one(notifications, number, item, actor)
                await under_way.put(asyncio.create_task(one))
                number += 1
        except Exception as wrong:  # raised by the caller of this, in its turn
            failure = wrong
        await under_way.put(None)
        return failure

    reading = asyncio.create_task(read())
    try:
        while (task := await under_way.get()) is not None:
            yield await task
        if failure := await reading:
            raise failure
    finally:
        reading.cancel()
        while not under_way.empty():  # whoever asked has gone; what is being written is written
            if task := under_way.get_nowait():
                task.cancel()


async def _one(notifications: Notifications, number: int, item: Item, actor: Actor) -> ItemResult:
    if isinstance(item, Exception):
        return refused(number, item)
    try:
        receipt = await notifications.submit_item(item, actor)
    except Exception as wrong:  # its own outcome, whatever it is: the others go on
        return refused(number, wrong, reference_in(item))
    assert receipt.sender_reference, "it is known by its reference"
    return AcceptedItem(
        item=number,
        sender_reference=receipt.sender_reference,
        receipt=receipt,
        warnings=warnings(receipt, item),
    )


def warnings(receipt: Receipt, item: bytes) -> tuple[str, ...]:
    """What its sender should know of one that was taken."""
    late = "This was notified late, on {0.notified_on}; it was due on {0.clock.due_on}."
    doubts = look_again(checks.loaded(item), receipt.notified_on)
    return (
        *((late.format(receipt),) if receipt.late else ()),
        *(f"Look again. {one.words}" for one in doubts),
        *(f"Not given: {one}." for one in receipt.missing),
    )


def refused(number: int, wrong: Exception, reference: str | None = None) -> RefusedItem:
    """Why one was not taken."""
    told = problem_of(wrong)
    if place := told.pop("field", None):
        place = place if place.startswith("/") else "/sender_reference"  # which is its key here
        told["errors"] = [{"pointer": place, "reason": told["detail"]}]
    problem = Problem.model_validate(told)
    return RefusedItem(item=number, sender_reference=reference, problem=problem)


def reference_in(item: bytes) -> str | None:
    """The sender's own reference, of one that was read whole and that it tells no child of.

    An answer is kept where no erasure looks; its number, row or offset says already which one it is of.
    """
    try:
        body = NotificationBody.model_validate_json(item)
    except ValidationError:
        return None
    own = body.sender_reference
    return None if own is None or flaws_of(item) or misplaced(body, own) else own
