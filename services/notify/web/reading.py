"""``/v1``: what became of what was sent, read by whoever sent it."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from chassis.access import NOTHING_HERE, audit_read
from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.conditional import CURSOR_CHARS_MAX, cursor_of, lead_on, place_in, tagged
from chassis.web.guard import needs
from contracts.http_notify import Receipt
from contracts.http_words import Word
from services.notify.access import POLICY
from services.notify.notification import queries, sandbox
from services.notify.notification.handlers import Notifications
from services.notify.notification.reading import Reading, had_by
from services.notify.notification.receipts import receipt_of
from services.notify.sender.standing import Standing

PAGE_MAX = 100
Place = tuple[datetime, UUID]
Dated = tuple[datetime, Receipt]
VERSION_MAX = 2**31 - 1
Lister = Annotated[Actor, Depends(needs(POLICY, "list_own", bearer))]
Reader = Annotated[Actor, Depends(needs(POLICY, "read", bearer))]


def build_reading(notifications: Notifications, reading: Reading) -> APIRouter:
    """The routes by which notifications are read."""
    routes = APIRouter(prefix="/v1", tags=["notifications"])
    service = notifications.service

    @routes.get("/notifications")
    async def list_mine(
        request: Request,
        response: Response,
        caller: Lister,
        sender_reference: Annotated[Word | None, Query()] = None,
        cursor: Annotated[str | None, Query(max_length=CURSOR_CHARS_MAX)] = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = PAGE_MAX,
    ) -> list[Receipt]:
        """The caller's latest notifications, or those of one own reference.

        Where there are more, `Link` with `rel="next"` has the address of the next page.
        """
        standing = await notifications.senders.standing(caller)
        before = place_in(cursor) if cursor else None
        read = rehearsed if standing.sandbox else real
        found = await read(standing, sender_reference, limit + 1, before)
        if found[limit:]:
            at, last = found[limit - 1]
            lead_on(request, response, cursor_of(at, last.incident_id))
        return [receipt for _, receipt in found[:limit]]

    async def real(
        standing: Standing, own: str | None, many: int, before: Place | None
    ) -> list[Dated]:
        wanted = replace(had_by(standing.actor), sender_reference=own)
        codes = ",".join(_codes(standing))
        async with service.db.begin() as tx:
            found = await queries.sent(tx.conn, wanted, many, before)
            await audit_read(tx.conn, standing.actor, "list notifications", codes, at=tx.now)
        return [(one.notified_at, receipt_of(one)) for one in found]

    async def rehearsed(
        standing: Standing, own: str | None, many: int, before: Place | None
    ) -> list[Dated]:
        async with service.db.read() as conn:
            found = await sandbox.latest(conn, _codes(standing), own, many, before)
        return [(at, Receipt.model_validate(one)) for at, one in found]

    @routes.get("/notifications/{reference}", response_model=Receipt)
    async def read_one(reference: str, request: Request, caller: Reader) -> Response:
        """One notification as it reads now; `ETag` and `If-None-Match` spare a body that is known."""
        standing = await notifications.senders.standing(caller)
        if standing.sandbox:
            async with service.db.read() as conn:
                kept = await sandbox.receipt_of(conn, _codes(standing), reference.strip().upper())
            if kept is None:
                raise NotFound(NOTHING_HERE)
            return tagged(request, Receipt.model_validate(kept).model_dump_json().encode())
        receipt = await reading.receipt(reference, standing.actor)
        return tagged(request, receipt.model_dump_json().encode())

    @routes.get("/notifications/{reference}/versions/{version}")
    async def read_version(
        reference: str, version: Annotated[int, Path(ge=1, le=VERSION_MAX)], caller: Reader
    ) -> Receipt:
        """One notification as it read at a version."""
        standing = await notifications.senders.standing(caller)
        if standing.sandbox:
            raise NotFound(NOTHING_HERE)
        return await reading.version(reference, version, standing.actor)

    return routes


def _codes(standing: Standing) -> list[str]:
    """The authorities whose notifications an actor may list."""
    return sorted({*standing.actor.authorities, standing.actor.organisation or ""})
