"""``/v1/webhook``: where a sender's system is told that something changed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from chassis.errors import NotFound
from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify_changes import WebhookBody, WebhookShown
from services.notify.access import POLICY
from services.notify.notification.reading import authorities_of
from services.notify.sender.standing import Senders
from services.notify.web.intake import sends_json
from services.notify.webhook.registering import NONE, Registering

Caller = Annotated[Actor, Depends(needs(POLICY, "own_webhook", bearer))]


def build_webhooks(registering: Registering, senders: Senders) -> APIRouter:
    """The routes of one's own webhook; a secret is shown once, when it is made."""
    routes = APIRouter(prefix="/v1/webhook", tags=["webhook"])

    async def as_registered(caller: Caller) -> Actor:
        """The caller as the register narrows it; in the sandbox nothing changes that could be told."""
        standing = await senders.standing(caller)
        if standing.sandbox:
            raise NotFound(NONE)
        return standing.actor

    Owner = Annotated[Actor, Depends(as_registered)]  # noqa: N806 - a type

    @routes.put("", dependencies=[Depends(sends_json)])
    async def name_webhook(body: WebhookBody, caller: Owner) -> WebhookShown:
        """Say where hints go; the first time, the secret comes back."""
        return await registering.save(caller, authorities_of(caller), body.url)

    @routes.get("")
    async def show_webhook(caller: Owner) -> WebhookShown:
        """How it stands: what waits, what was given up, and why."""
        return await registering.show(caller)

    @routes.delete("", status_code=204)
    async def drop_webhook(caller: Owner) -> Response:
        """Take it away."""
        await registering.drop(caller)
        return Response(status_code=204)

    @routes.post("/secrets", status_code=201)
    async def make_secret(caller: Owner) -> WebhookShown:
        """Make a further secret; hints are signed with both until the older one is dropped."""
        return await registering.rotate(caller)

    @routes.delete("/secrets/{secret}")
    async def drop_secret(secret: UUID, caller: Owner) -> WebhookShown:
        """Drop one of two secrets."""
        return await registering.drop_secret(caller, secret)

    return routes
