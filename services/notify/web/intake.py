"""``/v1``: the door for case systems, how a notification comes in and what became of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response

from chassis.identity import Actor
from chassis.web.api_page import body_of
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import NotificationBody, Notified
from services.notify.access import POLICY
from services.notify.notification.batch import warnings
from services.notify.notification.handlers import Notifications
from services.notify.notification.items import ITEM_BYTES_MAX
from services.notify.web.examples import ONE

BODY_BYTES_MAX = ITEM_BYTES_MAX
Key = Annotated[
    str, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern="^[ -~]+$")
]
"""As short as a sender's own reference may be, which is best used for it."""
Sender = Annotated[Actor, Depends(needs(POLICY, "notify", bearer))]


def build_intake(notifications: Notifications) -> APIRouter:
    """The routes by which a notification comes in and is read."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])

    @routes.post(
        "/notifications",
        status_code=201,
        dependencies=[Depends(sends_json)],
        response_model=Notified,
        openapi_extra=body_of(NotificationBody, examples=ONE),
    )
    async def notify(request: Request, caller: Sender, key: Key) -> Response:
        """Notify a serious incident."""
        await notifications.admit(caller)
        raw = await limited_body(request)
        receipt = await notifications.submit(raw, key, caller)
        told = Notified(**dict(receipt), warnings=warnings(receipt, raw))
        where = {"Location": f"/v1/notifications/{receipt.reference}"}
        return Response(told.model_dump_json(), 201, where, "application/json")

    return routes


async def sends_json(request: Request) -> None:
    """A body is JSON in UTF-8, and says so; another charset would be read wrong."""
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    charset = rest.strip().removeprefix("charset=").strip('"')
    if kind.strip() != "application/json" or charset not in ("", "utf-8"):
        raise HTTPException(415, "Send JSON in UTF-8, with Content-Type: application/json.")


async def limited_body(request: Request) -> bytes:
    """The body, refused as soon as it is longer than a notification can be."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_BYTES_MAX:
            raise HTTPException(413, f"The body is longer than {BODY_BYTES_MAX} bytes.")
        chunks.append(chunk)
    return b"".join(chunks)
