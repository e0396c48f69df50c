"""``POST /v1/notifications:batch``: many notifications in, an answer for each out, both as they come."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from chassis.errors import Transient
from chassis.identity import Actor
from chassis.web.api_page import PLACE, body_of, examples_of
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import NotificationBody
from contracts.http_notify_batch import AcceptedItem, ItemResult, RefusedItem
from services.notify.access import POLICY
from services.notify.notification.batch import refused, submit_many
from services.notify.notification.handlers import Notifications
from services.notify.notification.items import Array, Cutter, Lines, items_of
from services.notify.web.examples import MANY
from services.notify.web.seats import Seats

PATH = "/notifications:batch"
LIMITS = {f"/v1{PATH}": 64 * 1024 * 1024}
IDLE_S_MAX = 60.0
"""Longer than a sender looks for its next record; after it the connection is taken for dead."""
CUTTERS: dict[str, type[Cutter]] = {"application/json": Array, "application/x-ndjson": Lines}
NDJSON = "application/x-ndjson"
Sender = Annotated[Actor, Depends(needs(POLICY, "notify", bearer))]


class Streamed(StreamingResponse):
    """Sends while the request still comes in: it leaves what the client sends to whoever reads it."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send all of it; a client that has gone is seen by the reader."""
        await self.stream_response(send)


def build_batch(notifications: Notifications) -> APIRouter:
    """The route by which many come in."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])
    seats = Seats()

    @routes.post(PATH, openapi_extra=_described(), response_class=Streamed)
    async def notify_many(request: Request, caller: Sender) -> Response:
        """Notify many incidents: each is taken or refused by itself, the answers are in order.

        Send a JSON array, or NDJSON with one notification a line. Each is known by its `sender_reference`:
        a batch that was cut off is sent again as it is, and what was taken before has the same receipt.
        """
        cutter = _cutter(request)
        await notifications.admit(caller)
        leave = seats.take(caller.id)
        try:
            results = submit_many(notifications, items_of(_chunks(request), cutter), caller)
            first = await anext(results, None)
        except BaseException:
            leave()
            raise
        return Streamed(_lines(first, results, leave), media_type=NDJSON)

    return routes


def _cutter(request: Request) -> Cutter:
    """How the body is cut; raises HTTPException for another kind."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    charset = rest.strip().removeprefix("charset=").strip('"')
    known = CUTTERS.get(kind.strip())
    if known is None or charset not in ("", "utf-8") or "content-encoding" in request.headers:
        raise HTTPException(
            415, "Send application/json or application/x-ndjson, in UTF-8, as it is."
        )
    return known()


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes; raises Transient when nothing comes any more."""
    stream = request.stream()
    while True:
        try:
            async with asyncio.timeout(IDLE_S_MAX):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Transient("Nothing came for too long. Send the batch again as it is.") from None
        yield chunk


async def _lines(
    first: ItemResult | None, results: AsyncIterator[ItemResult], leave: Callable[[], None]
) -> AsyncIterator[bytes]:
    """Answers as lines. They wait here for a client that sends all before it reads.

    If they did not, its sending would wait for our sending, and that for its reading.
    """
    waiting: asyncio.Queue[bytes] = asyncio.Queue()
    reading = asyncio.create_task(_read(first, results, waiting))
    try:
        while True:
            lines = [await waiting.get()]
            while not waiting.empty():
                lines.append(waiting.get_nowait())
            yield b"".join(lines)
            if not lines[-1]:
                break
    finally:
        reading.cancel()
        leave()


async def _read(
    first: ItemResult | None, results: AsyncIterator[ItemResult], into: asyncio.Queue[bytes]
) -> None:
    """Put each line into the queue, and an empty one behind the last."""
    number = 0
    try:
        if first:
            into.put_nowait(_line(first))
            async for result in results:
                number = result.item
                into.put_nowait(_line(result))
    except ClientDisconnect:
        pass  # what had come whole was taken; the client sends the batch again
    except Exception as wrong:  # the batch itself is told of in the last line
        into.put_nowait(_line(refused(number + 1, wrong)))
    finally:
        into.put_nowait(b"")


def _line(result: ItemResult) -> bytes:
    return result.model_dump_json().encode() + b"\n"


def _described() -> dict[str, Any]:
    """The body in both kinds, with examples, and the lines of the answer."""
    described = body_of(NotificationBody)
    one = described["requestBody"]["content"].pop("application/json")["schema"]
    described["requestBody"]["content"] = {
        "application/json": {
            "schema": {"type": "array", "items": one, "maxItems": 10_000},
            "examples": examples_of(MANY),
        },
        NDJSON: {"schema": one},
    }
    lines = [{"$ref": PLACE.format(model=m.__name__)} for m in (AcceptedItem, RefusedItem)]
    described["responses"] = {
        "200": {
            "description": "One line for each, in order",
            "content": {NDJSON: {"schema": {"oneOf": lines}}},
        }
    }
    return described
