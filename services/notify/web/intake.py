"""``/v1``: the door for case systems, how a notification comes in and what became of it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Path, Query, Request, Response

from chassis.access import audit_read
from chassis.clock import london_date
from chassis.identity import Actor
from chassis.web.api_page import body_of
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import NotificationBody, PreCheckAnswer, PreCheckBody, Receipt, Word
from services.notify.access import POLICY
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications
from services.notify.notification.reading import Reading
from services.notify.notification.receipts import receipt_of
from services.notify.policy.rules import pre_check

BODY_BYTES_MAX = 512 * 1024
PAGE_MAX = 100
VERSION_MAX = 2**31 - 1
Key = Annotated[
    str, Header(alias="Idempotency-Key", min_length=8, max_length=200, pattern="^[ -~]+$")
]
Asker = Annotated[Actor, Depends(needs(POLICY, "pre_check", bearer))]
Sender = Annotated[Actor, Depends(needs(POLICY, "notify", bearer))]
Lister = Annotated[Actor, Depends(needs(POLICY, "list_own", bearer))]
Reader = Annotated[Actor, Depends(needs(POLICY, "read", bearer))]


def build_intake(notifications: Notifications, reading: Reading) -> APIRouter:
    """The routes by which a notification comes in and is read."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])
    service = notifications.service

    @routes.post("/pre-checks", dependencies=[Depends(sends_json)])
    async def check_before(body: PreCheckBody, _caller: Asker) -> PreCheckAnswer:
        """Answer the criteria; nothing is stored."""
        return pre_check(body, london_date(service.clock.now()))

    @routes.post(
        "/notifications",
        status_code=201,
        dependencies=[Depends(sends_json)],
        response_model=Receipt,
        openapi_extra=body_of(NotificationBody),
    )
    async def notify(request: Request, caller: Sender, key: Key) -> Response:
        """Notify a serious incident."""
        raw = await limited_body(request)
        receipt = await notifications.submit(raw, key, caller)
        where = {"Location": f"/v1/notifications/{receipt.reference}"}
        return Response(receipt.model_dump_json(), 201, where, "application/json")

    @routes.get("/notifications")
    async def list_mine(
        caller: Lister, sender_reference: Annotated[Word | None, Query()] = None
    ) -> list[Receipt]:
        """The caller's latest notifications, or those of one own reference."""
        codes = sorted({*caller.authorities, caller.organisation or ""})
        wanted = None if "*" in caller.authorities else codes
        async with service.db.begin() as tx:
            found = await queries.sent_by(tx.conn, wanted, sender_reference, PAGE_MAX)
            await audit_read(tx.conn, caller, "list notifications", ",".join(codes), at=tx.now)
        return [receipt_of(one) for one in found]

    @routes.get("/notifications/{reference}")
    async def read_one(reference: str, caller: Reader) -> Receipt:
        """One notification as it reads now."""
        return await reading.receipt(reference, caller)

    @routes.get("/notifications/{reference}/versions/{version}")
    async def read_version(
        reference: str, version: Annotated[int, Path(ge=1, le=VERSION_MAX)], caller: Reader
    ) -> Receipt:
        """One notification as it read at a version."""
        return await reading.version(reference, version, caller)

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
