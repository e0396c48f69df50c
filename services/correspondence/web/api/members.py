"""``/v1/members``: the register of the national body's members, and the commands about them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Response
from uuid_utils.compat import uuid7

from chassis.identity import Actor
from chassis.web.bearer import bearer
from chassis.web.guard import needs
from services.correspondence.access import POLICY
from services.correspondence.read_models import members
from services.correspondence.use_cases.actions import Actions
from services.correspondence.web.api.cases import OF_A_COMMAND, answered

Caller = Annotated[Actor, Depends(needs(POLICY, "call_api", bearer))]
Key = Annotated[UUID | None, Header(alias="Idempotency-Key")]
Said = Annotated[dict[str, Any], Body()]


def build_members_api(actions: Actions) -> APIRouter:
    """The routes for systems."""
    routes = APIRouter(prefix="/v1/members", tags=["members"])

    @routes.get("")
    async def list_members(caller: Caller) -> list[dict[str, Any]]:
        """All members that the register names, those who left too; for the national body's readers."""
        if not actions.is_background(caller):
            POLICY.check(caller, "see_desk")
        async with actions.service.db.read() as conn:
            found = await members.all_of_them(conn)
        return [
            {
                "member_id": one.id,
                "name": one.name,
                "sector": one.sector,
                "serves_from": one.serves_from,
                "serves_until": one.serves_until,
                "practised_until": one.practised_until,
                "prepared": [{"preparation": kind, "done_on": on} for kind, on in one.prepared],
                "interests": [
                    {"partnership": slug, "until": until}
                    for slug, until in (one.interests or {}).items()
                ],
            }
            for one in found
        ]

    @routes.post("/commands/{name}", **OF_A_COMMAND)
    async def give_member(name: str, said: Said, caller: Caller, key: Key = None) -> Response:
        """Give one command about the members."""
        return answered(await actions.give_member(name, said, caller, key or uuid7()))

    return routes
