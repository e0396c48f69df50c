"""``/v1/pre-checks``: whether there is a duty to notify; nothing is stored."""

from typing import Annotated

from fastapi import APIRouter, Depends

from chassis.clock import london_date
from chassis.identity import Actor
from chassis.service import Service
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from contracts.http_notify import PreCheckAnswer, PreCheckBody
from services.notify.access import POLICY
from services.notify.policy.rules import pre_check
from services.notify.web.intake import sends_json
from services.notify.web.json_route import JsonRoute

Asker = Annotated[Actor, Depends(needs(POLICY, "pre_check", bearer))]


def build_pre_check(service: Service) -> APIRouter:
    """The route of the pre-check."""
    routes = APIRouter(prefix="/v1", tags=["notifications"], route_class=JsonRoute)

    @routes.post("/pre-checks", dependencies=[Depends(sends_json)])
    async def check_before(body: PreCheckBody, _caller: Asker) -> PreCheckAnswer:
        """Answer the criteria; nothing is stored."""
        return pre_check(body, london_date(service.clock.now()))

    return routes
