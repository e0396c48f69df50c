"""``/v1/sender``: how a system stands with us, asked before it sends anything."""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify_sender import SenderStanding
from services.notify.access import POLICY
from services.notify.notification.handlers import Notifications

Sender = Annotated[Actor, Depends(needs(POLICY, "notify", bearer))]


def build_sender(notifications: Notifications) -> APIRouter:
    """The route by which a system learns how it stands."""
    routes = APIRouter(prefix="/v1", tags=["sender"])

    @routes.get("/sender")
    async def stand(caller: Sender) -> SenderStanding:
        """For whom this system may notify, how much, and whether it is in the sandbox."""
        standing = await notifications.senders.standing(caller)
        actor = standing.actor
        codes = {*actor.authorities, actor.organisation} - {None}
        return SenderStanding(
            client_id=actor.id.partition(":")[2],
            authorities=tuple(sorted(code for code in codes if code)),
            sandbox=standing.sandbox,
            per_minute=standing.per_minute,
        )

    return routes
