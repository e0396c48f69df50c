"""``/v1``: the door for case systems."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import JSONResponse

from chassis.access import audit_read
from chassis.errors import NotFound, Refused
from chassis.web.bearer import Caller
from contracts.http_notify import (
    AmendmentBody,
    PositionBody,
    PreCheckAnswer,
    PreCheckBody,
    Receipt,
    WithdrawalBody,
)
from services.notify.notification import queries
from services.notify.notification.handlers import Notifications, receipt_of
from services.notify.policy.rules import pre_check

BODY_BYTES_MAX = 512 * 1024
PAGE_MAX = 100
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


def build_intake(notifications: Notifications) -> APIRouter:  # noqa: C901 - a list of routes
    """The routes of a notification."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])
    service = notifications.service

    @routes.post("/pre-checks")
    async def check_before(body: PreCheckBody, _caller: Caller) -> PreCheckAnswer:
        """Answer the criteria; nothing is stored."""
        return pre_check(body, service.clock.now().date())

    @routes.post("/notifications", status_code=201)
    async def notify(request: Request, caller: Caller, key: Key) -> Response:
        """Notify a serious incident."""
        raw = await limited_body(request)
        status, receipt = await notifications.submit(raw, key, caller)
        where = {"Location": f"/v1/notifications/{receipt['reference']}"}
        return JSONResponse(receipt, status_code=status, headers=where)

    @routes.get("/notifications")
    async def list_mine(caller: Caller) -> list[Receipt]:
        """The caller's latest notifications."""
        everything = "*" in caller.authorities
        codes = sorted({*caller.authorities, caller.organisation or ""})
        async with service.db.read() as conn:
            found = await queries.sent_by(conn, None if everything else codes, PAGE_MAX)
        return [receipt_of(one) for one in found]

    @routes.get("/notifications/{reference}")
    async def read_one(reference: str, caller: Caller) -> Receipt:
        """One notification as it reads now."""
        found = await notifications.find(reference, caller, "read")
        async with service.db.begin() as tx:
            await audit_read(tx.conn, caller, "read notification", found.reference, at=tx.now)
        return receipt_of(found)

    @routes.get("/notifications/{reference}/versions/{version}")
    async def read_version(reference: str, version: int, caller: Caller) -> Receipt:
        """One notification as it read at a version."""
        found = await notifications.find(reference, caller, "read")
        async with service.db.read() as conn:
            receipt = await queries.version_of(conn, found.id, version)
        if receipt is None:
            raise NotFound("There is no such version.")
        return Receipt.model_validate(receipt)

    @routes.post("/notifications/{reference}/amendments")
    async def amend(reference: str, body: AmendmentBody, caller: Caller) -> Receipt:
        """Correct what was sent."""
        return await notifications.amend(reference, body, caller)

    @routes.post("/notifications/{reference}/withdrawal")
    async def withdraw(reference: str, body: WithdrawalBody, caller: Caller) -> Receipt:
        """Withdraw a notification."""
        return await notifications.withdraw(reference, body, caller)

    @routes.post("/notifications/{reference}/positions")
    async def state_position(reference: str, body: PositionBody, caller: Caller) -> Receipt:
        """State a partner's position on notifying."""
        return await notifications.record_position(reference, body, caller)

    return routes


async def limited_body(request: Request) -> bytes:
    """The body, refused as soon as it is longer than a notification can be."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_BYTES_MAX:
            raise Refused(f"The body is longer than {BODY_BYTES_MAX} bytes.", code="too_large")
        chunks.append(chunk)
    return b"".join(chunks)
