"""``/v1``: what may be done to a notification after it was sent."""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import AmendmentBody, PositionBody, Receipt, WithdrawalBody
from services.notify.access import POLICY
from services.notify.notification.handlers import Notifications
from services.notify.web.intake import sends_json
from services.notify.web.json_route import JsonRoute

Amender = Annotated[Actor, Depends(needs(POLICY, "amend", bearer))]
Withdrawer = Annotated[Actor, Depends(needs(POLICY, "withdraw", bearer))]
Partner = Annotated[Actor, Depends(needs(POLICY, "state_position", bearer))]


def build_changes(notifications: Notifications) -> APIRouter:
    """The routes of amendment, withdrawal and position; a repeat of each changes nothing."""
    routes = APIRouter(
        prefix="/v1/notifications/{reference}",
        tags=["notifications"],
        dependencies=[Depends(sends_json)],
        route_class=JsonRoute,
    )

    @routes.post("/amendments")
    async def amend(reference: str, body: AmendmentBody, caller: Amender) -> Receipt:
        """Correct what was sent."""
        return await notifications.amend(reference, body, caller)

    @routes.post("/withdrawal")
    async def withdraw(reference: str, body: WithdrawalBody, caller: Withdrawer) -> Receipt:
        """Withdraw a notification."""
        return await notifications.withdraw(reference, body, caller)

    @routes.post("/positions")
    async def state_position(reference: str, body: PositionBody, caller: Partner) -> Receipt:
        """State a partner's position on notifying."""
        return await notifications.record_position(reference, body, caller)

    return routes
